/** The key in the manifest of a run's report. */
export function runKey(reportId: string, reportDatetime: string): string {
  return `${reportId}/${reportDatetime}`;
}

/** What a run's report is called: by report and time, whatever its link says, so that every call finds it again. */
export function runFile(reportId: string, reportDatetime: string): string {
  return `${stemOf(reportId, reportDatetime)}.txt`;
}

/** What a converted report is called. */
export function convertedFile(reportId: string, reportDatetime: string, format: string): string {
  return `${stemOf(reportId, reportDatetime)}.${format}`;
}

// No colons, which Windows does not take.
function stemOf(reportId: string, reportDatetime: string): string {
  return `report-${reportId}-${reportDatetime.replaceAll(/[-:]/g, "")}`;
}
