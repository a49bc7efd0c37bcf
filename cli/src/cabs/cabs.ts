import type { Command } from "commander";
import type { OpenSession } from "../session";
import { addDownload } from "./download";

/** `devcenter cabs`. */
export function addCabs(program: Command, open: OpenSession): void {
  const cabs = program.command("cabs").description("crash dumps of driver failures");
  addDownload(cabs, open);
}
