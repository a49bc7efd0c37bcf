import type { Emulator, Failure } from "devcenter-emulator";

const dayMs = 24 * 60 * 60 * 1000;

/** Failures with a cab that the service has now, of the last days, the most frequent failure first. */
export async function failuresWithCab(emulator: Emulator): Promise<Failure[]> {
  const day = (ahead: number) => new Date(Date.now() + ahead * dayMs).toISOString().slice(0, 10);
  const now = new Date().toISOString().replace("T", " ").slice(0, 19);
  // Some time is left, so that none expires while a test runs.
  const soon = new Date(Date.now() + dayMs).toISOString().replace("T", " ").slice(0, 19);
  const found: Failure[] = [];
  for await (const failure of emulator.failures("IHVDriver", day(-29), day(1))) {
    const { CabIdHash, CabCollectionTime, CabExpirationTime } = failure;
    if (CabIdHash === null || String(CabCollectionTime) > now || String(CabExpirationTime) < soon) continue;
    found.push(failure);
  }
  const count = new Map<unknown, number>();
  for (const { FailureHash } of found) count.set(FailureHash, (count.get(FailureHash) ?? 0) + 1);
  const often = ({ FailureHash }: Failure) => count.get(FailureHash) ?? 0;
  return found.sort((one, other) => often(other) - often(one));
}

/** A report of these failures, as the service writes one. */
export function reportOf(failures: readonly Failure[], columns: readonly string[]): string {
  const rows = failures.map((failure) => columns.map((name) => String((failure as never)[name] ?? "")));
  return [columns, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
}
