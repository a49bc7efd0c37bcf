import { appendFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";

/** What reached a Dev Center in a test, and what is there after it, without when and by which ids. */
export interface Tally {
  /** How often each thing was asked that changes something, as `POST /products`. */
  readonly writes: Readonly<Record<string, number>>;
  /** What was read: how often depends on how long the machine took for a wait. */
  readonly reads: readonly string[];
  /** How many objects there are of each kind. */
  readonly objects: Readonly<Record<string, number>>;
}

export function tallyOf(emulator: Pick<Emulator, "requests" | "state">): Tally {
  const lines = emulator.requests.map(
    ({ method, path }) => `${method} ${path.replace(/\?.*$/s, "").replaceAll(/\/\d+/g, "/#")}`,
  );
  const isRead = (line: string) => line.startsWith("GET ");
  const writes: Record<string, number> = {};
  for (const line of lines.filter((one) => !isRead(one)).sort()) writes[line] = (writes[line] ?? 0) + 1;
  const objects = Object.entries(emulator.state().entities).map(([kind, list]) => [kind, list.length]);
  return {
    writes,
    reads: [...new Set(lines.filter(isRead))].sort(),
    objects: Object.fromEntries(objects),
  };
}

/** Leaves the tally for whoever runs this test in a process of its own: `DEVCENTER_TEST_TALLY`, a file. */
export function leaveTally(emulator: Emulator): void {
  const file = process.env.DEVCENTER_TEST_TALLY;
  if (file) appendFileSync(file, `${JSON.stringify(tallyOf(emulator))}\n`);
}
