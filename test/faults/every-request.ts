import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { startEmulator } from "../../harness/emulated-handlers";
import { zipOf } from "../integration/emulator/sample-packages";
import { READY_TOKEN, type Row, recover, reference, startStore } from "./fault-case";
import { printCases, type TableRow } from "./fault-table";
import { type InjectedFault, injectedFaults } from "./injected-faults";
import { scenarios } from "./scenarios";

const folder = mkdtempSync(join(tmpdir(), "devcenter-faults-"));
const packagePath = join(folder, "driver.hlkx");

/**
 * Describes every verb of every kind, with what may hit each of its requests. What may pass is over in the run itself:
 * there it is tried again, or looked into.
 *
 * @param isTried whether this fault hits this request, the one of that number among all of the table
 */
export function describeEveryRequest(
  isTried: (fault: InjectedFault, row: Row, number: number) => boolean,
): void {
  describe("whatever fault hits a request, and up again until done", () => {
    let emulator: Emulator;
    const table: TableRow[] = [];
    before(async () => {
      writeFileSync(packagePath, zipOf("1.0"));
      emulator = await startEmulator({ accessToken: READY_TOKEN });
      await startStore(emulator, scenarios(packagePath));
    });
    after(async () => {
      await emulator.close();
      rmSync(folder, { recursive: true });
      printCases(table);
    });

    for (const scenario of scenarios(packagePath)) {
      it(`leaves exactly what is declared after ${scenario.kind}, ${scenario.verb}`, async () => {
        const fine = await reference(emulator, scenario);
        assert.notEqual(fine.rows.length, 0);
        const failures: string[] = [];
        for (const row of fine.rows) {
          const runs: string[] = [];
          for (const fault of injectedFaults) {
            const action = isTried(fault, row, table.length) ? fault.action(row.writes) : undefined;
            const outcome =
              action && (await recover(emulator, scenario, fine, row, fault, action).catch(String));
            if (typeof outcome === "number" && outcome > (fault.mayEndTheRun ? 2 : 1)) {
              failures.push(`${row.request}, ${fault.name}: it took ${outcome} runs`);
            }
            if (typeof outcome === "string") failures.push(`${row.request}, ${fault.name}: ${outcome}`);
            runs.push(outcome === undefined ? "" : typeof outcome === "string" ? "✗" : String(outcome));
          }
          table.push({ title: `${scenario.kind} ${scenario.verb}`, request: row.request, runs });
        }
        assert.deepEqual(failures, []);
      });
    }
  });
}
