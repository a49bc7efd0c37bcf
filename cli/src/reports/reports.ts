import type { Command } from "commander";
import { addSummary } from "../report-summary/command";
import type { OpenSession } from "../session";
import type { Terminal } from "../terminal";
import { addDownload } from "./download";
import { addRuns } from "./runs";
import { addSchedules } from "./schedules";

/** `devcenter reports`. */
export function addReports(program: Command, open: OpenSession, terminal: Terminal): void {
  const reports = program.command("reports").description("scheduled failure reports, their runs and files");
  addSchedules(reports, open);
  addRuns(reports, open);
  addDownload(reports, open);
  addSummary(reports, terminal);
}
