import { didYouMean } from "../core/suggestion";

/** The views of a report template. */
export const views = ["IHVDriver", "OEMDriver"] as const;
/** Whose failures a report is about: those of your drivers (`IHVDriver`), or those on your hardware (`OEMDriver`). */
export type View = (typeof views)[number];

const ofBothViews = [
  "ReportId",
  "FailureDate",
  "FailureDateTime",
  "FailureName",
  "FailureHash",
  "Symbol",
  "OSVersion",
  "EventType",
  "Market",
  "DeviceType",
  "DriverName",
  "DriverVersion",
  "Architecture",
  "FlightRing",
  "Mode",
  "CPUName",
  "OSSKUType",
  "ReleaseName",
  "CabType",
  "CabIdHash",
  "CabExpirationTime",
  "DeviceId",
  "HardwareId",
  "CabCollectionTime",
  "EventCount",
] as const;

const ofIHVDriver = ["ApplicationId", "SubmissionId", "OSName", "OEMName", "OEMModel"] as const;
const ofOEMDriver = ["Model", "Baseboard", "ModelFamily"] as const;

/** A column of either view. */
export type ReportColumn =
  | (typeof ofBothViews)[number]
  | (typeof ofIHVDriver)[number]
  | (typeof ofOEMDriver)[number];

const columns: Readonly<Record<View, readonly string[]>> = {
  IHVDriver: [...ofBothViews, ...ofIHVDriver],
  OEMDriver: [...ofBothViews, ...ofOEMDriver],
};

/** The same thing has another name in the other view. */
const counterparts: Readonly<Record<string, string>> = { OEMModel: "Model", Model: "OEMModel" };

/**
 * What is wrong with a column name in a view, in the form "a column of …", or undefined when nothing is.
 * While the view itself is not known, a column of any view will do.
 */
export function columnFault(name: string, view: View | undefined): string | undefined {
  if (view === undefined) {
    const all = [...columns.IHVDriver, ...ofOEMDriver];
    return all.includes(name) ? undefined : `a column of a view${didYouMean(name, all)}`;
  }
  if (columns[view].includes(name)) return undefined;
  const expected = `a column of the ${view} view`;
  const other = views.find((candidate) => columns[candidate].includes(name));
  if (other !== undefined) {
    const counterpart = counterparts[name];
    return `${expected} (it belongs to ${other}${counterpart ? `; here it is called ${counterpart}` : ""})`;
  }
  return expected + (didYouMean(name, columns[view]) || `: ${columns[view].join(", ")}`);
}
