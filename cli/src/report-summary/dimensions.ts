/** One way to split failures. */
export interface Dimension {
  /** Its key in the result: short, and stable for scripts. */
  readonly by: string;
  /** Over a table or a plot. */
  readonly title: string;
  /** The cells that make up a value, each by its first column that a report has; the views name some differently. */
  readonly cells: readonly (readonly string[])[];
}

/** Everything by which failures are counted, in the order in which it is shown. The days are separate: they are no ranking. */
export const dimensions: readonly Dimension[] = [
  { by: "driver", title: "Drivers", cells: [["DriverName"]] },
  // A version means nothing without its driver.
  { by: "version", title: "Driver versions", cells: [["DriverName"], ["DriverVersion"]] },
  { by: "failure", title: "Kinds of failure", cells: [["FailureName"]] },
  { by: "os", title: "Versions of Windows", cells: [["OSVersion", "OSName"]] },
  { by: "market", title: "Markets", cells: [["Market"]] },
  { by: "model", title: "Models of devices", cells: [["OEMModel", "Model"]] },
];

/** The column with the day of a failure. */
export const dayColumns = ["FailureDate", "FailureDateTime"] as const;

/** The column with the number of failures; without either, each row of a report that computes nothing is one. */
export const countColumns = ["EventCount", "SUM(EventCount)"] as const;

export const deviceColumn = "DeviceId";
/** Devices that the service has counted. Its numbers cannot be added up: a device may be in several of them. */
export const deviceCountColumn = "DCOUNT(DeviceId)";
