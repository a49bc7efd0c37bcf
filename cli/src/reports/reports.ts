import type { Command } from "commander";
import type { OpenSession } from "../session";
import { addDownload } from "./download";
import { addRuns } from "./runs";
import { addSchedules } from "./schedules";

/** `devcenter reports`. */
export function addReports(program: Command, open: OpenSession): void {
  const reports = program.command("reports").description("scheduled failure reports, their runs and files");
  addSchedules(reports, open);
  addRuns(reports, open);
  addDownload(reports, open);
}
