import type { CabRecord, DevCenter } from "pulumi-devcenter/internal/dev-center";
import { readRows } from "../report-data/reader";
import type { WantedCab } from "./plan";

/** The two views of failures: a driver's vendor asks for a cab by application and hash, an OEM by hash alone. */
export const views = ["IHVDriver", "OEMDriver"] as const;
export type View = (typeof views)[number];

/** Which cabs are wanted. */
export type Selection =
  | {
      readonly by: "report";
      readonly file: string;
      /** Only rows whose columns have exactly these values. */
      readonly where: Readonly<Record<string, string>>;
      readonly view?: View | undefined;
    }
  | {
      readonly by: "failure";
      readonly applicationId: string;
      readonly failureHash: string;
      readonly startDate?: string | undefined;
      readonly endDate?: string | undefined;
    }
  | { readonly by: "cab"; readonly cabIdHash: string; readonly applicationId?: string | undefined };

/** The cabs of a selection, as they come; one may come more than once. */
export function cabsOf(selection: Selection, { cabs }: DevCenter): AsyncIterable<WantedCab> {
  switch (selection.by) {
    case "report":
      return cabsInReport(selection);
    case "failure":
      return cabs.ofFailure(selection) satisfies AsyncIterable<CabRecord>;
    case "cab":
      return only(selection);
  }
}

async function* cabsInReport({ file, where, view }: Selection & { by: "report" }): AsyncIterable<WantedCab> {
  const { utcMoment } = await import("pulumi-devcenter/internal/dev-center");
  // Only the rows of a vendor have the second; the third is worth a request, but may have been left out.
  const optional = ["ApplicationId", "CabExpirationTime"];
  for await (const row of readRows(file, { columns: ["CabIdHash"], optional, where })) {
    const cabIdHash = row.CabIdHash?.trim() ?? "";
    // Of most failures there is no cab.
    if (cabIdHash === "") continue;
    yield {
      cabIdHash,
      applicationId: view === "OEMDriver" ? undefined : row.ApplicationId?.trim() || undefined,
      expiresAt: utcMoment(row.CabExpirationTime ?? ""),
    };
  }
}

async function* only(cab: WantedCab): AsyncIterable<WantedCab> {
  yield cab;
}
