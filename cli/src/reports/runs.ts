import type { Command } from "commander";
import { decimalId } from "../ids";
import type { OpenSession } from "../session";
import { table } from "../table";
import { addRangeOptions, type RangeOptions, rangeOf } from "./run-range";

/** `devcenter reports runs`: what has run. */
export function addRuns(reports: Command, open: OpenSession): void {
  const runs = reports
    .command("runs")
    .description("the runs of a report, each with its status")
    .argument("<reportId>", "id in decimal digits", decimalId);
  addRangeOptions(runs)
    .action(async (reportId: string, options: RangeOptions, command: Command) => {
      const range = rangeOf(options, command);
      const { devCenter, show } = await open(command);
      const found = await devCenter.reportData.list(reportId, range);
      // Named one by one, for a link must not get in.
      const shown = found.map(({ reportDatetime, status }) => ({ reportDatetime, status }));
      show(shown, () =>
        table(
          ["RUN", "STATUS"],
          shown.map(({ reportDatetime, status }) => [reportDatetime, status]),
        ),
      );
    })
    .addHelpText("after", "\nExample:\n  $ devcenter reports runs 17 --since 2026-03-01 --json");
}
