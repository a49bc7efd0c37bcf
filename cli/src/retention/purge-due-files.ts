import type { Terminal } from "../terminal";
import type { Manifest } from "./manifest";
import { OverdueError, type PurgeOutcome, purge } from "./purge";

/**
 * What every download does first: destroys what is due, and reports it. Files that had to be left do not stop the
 * download; `raiseOverdue` at its end.
 */
export async function purgeDueFiles(
  manifest: Manifest,
  { terminal, now }: { readonly terminal: Terminal; readonly now: Date },
): Promise<PurgeOutcome> {
  for (const warning of manifest.warnings) terminal.say(warning);
  const outcome = await purge(manifest, { now });
  const { destroyed, gone } = outcome;
  if (destroyed.length > 0) terminal.say(`Destroyed ${destroyed.length} files that were due.`);
  if (gone.length > 0) terminal.say(`${gone.length} files that were due had been removed already.`);
  reportLeftFiles(outcome, terminal);
  return outcome;
}

/** Names each file that is overdue and still there. */
export function reportLeftFiles({ left }: PurgeOutcome, terminal: Terminal): void {
  for (const { file, why } of left) terminal.say(`Left: ${file}: ${why}.`);
}

/** @throws OverdueError when files had to be left, so that the command does not end as if all were well */
export function throwIfOverdue({ left }: PurgeOutcome): void {
  if (left.length === 0) return;
  throw new OverdueError(
    `${left.length} files that must not be kept any longer are still there (see above).`,
  );
}
