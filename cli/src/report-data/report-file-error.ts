/** A file cannot be read as a report. Names the file, and where it can the line and the column; never a value. */
export class ReportFileError extends Error {
  constructor(
    readonly file: string,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${why}`, options);
    this.name = "ReportFileError";
  }
}
