import type { Command } from "commander";
import { NotFoundError, severalErrors } from "../exit-codes";
import { interruptible } from "../interruption";
import { showProgresses } from "../progress";
import type { Manifest } from "../retention/manifest";
import type { PurgeOutcome } from "../retention/purge";
import { purgeDueFiles, throwIfOverdue } from "../retention/purge-due-files";
import type { OpenSession, Session } from "../session";
import { table } from "../table";
import { type Fetched, fetchCabs } from "./fetch";
import { addOptions, type DownloadOptions, selectionOf } from "./options";
import { type Plan, planCabs } from "./plan";
import { cabsOf, type Selection } from "./selection";

const notes = `
Cabs are personal information: they are kept for 30 days at most (devcenter purge). Each is fetched once, whatever names
it; one that was destroyed is not fetched again without --again. What was cut off is finished by the same command.

Examples:
  $ devcenter cabs download --out data --from data/17.txt --where FailureName=0x9F_3_nic.sys --max 20
  $ devcenter cabs download --out data --application-id 13635057453013 --failure-hash 8b5bc1a6-6d34-3a1f --since 2026-03-01
  $ devcenter cabs download --out data --cab-id-hash 2f1c9a52b07e4d41`;

/** `devcenter cabs download`. */
export function addDownload(cabs: Command, open: OpenSession): void {
  addOptions(cabs.command("download").description("fetch the cabs of a report, of a failure, or one"))
    .action(async (options: DownloadOptions, command: Command) => {
      const selection = selectionOf(options, command);
      // The library for schemas comes only now, for --help has no use for it.
      const { openManifest } = await import("../retention/manifest-folder.js");
      await interruptible(async (signal) => {
        const session = await open(command, signal);
        const manifest = await openManifest(options.out, session.keepingClock);
        try {
          const either = AbortSignal.any([signal, manifest.lost]);
          await download(selection, options, { ...session, manifest, signal: either });
        } finally {
          await manifest.close();
        }
      });
    })
    .addHelpText("after", notes);
}

interface Work extends Session {
  readonly manifest: Manifest;
  readonly signal: AbortSignal;
}

async function download(selection: Selection, options: DownloadOptions, work: Work): Promise<void> {
  const { context, devCenter, manifest, show, terminal } = work;
  const { max, concurrency, again = false } = options;
  const now = context.clock.now();
  const purged = await purgeDueFiles(manifest, { terminal, now });
  const plan = await planCabs(cabsOf(selection, devCenter), manifest, { now, max, again });
  const progresses = showProgresses(terminal);
  let fetched: Fetched;
  try {
    fetched = await fetchCabs(plan.fetch, { ...work, progresses, concurrency });
  } finally {
    progresses.end();
  }
  const { kept, destroyed, expired } = plan;
  const { downloaded, gone, failed, untried } = fetched;
  show({ downloaded, kept, destroyed, expired, gone, failed, untried }, () => textOf(plan, fetched));
  raise(fetched, purged);
}

function textOf({ kept, destroyed, expired }: Plan, { downloaded, gone, failed, untried }: Fetched): string {
  const rows = [
    ...downloaded.map(({ key, file, bytes }) => [key, "downloaded", `${file}, ${bytes} bytes`]),
    ...expired.map(({ cabIdHash, expiresAt }) => [cabIdHash, "expired", expiresAt]),
    ...gone.map(({ cabIdHash }) => [cabIdHash, "gone", "the service has it no more"]),
    ...failed.map(({ cabIdHash, why }) => [cabIdHash, "failed", why]),
  ];
  const counts = [
    `${downloaded.length} downloaded`,
    `${kept.length} there already`,
    `${expired.length + gone.length} expired`,
    ...(destroyed.length > 0 ? [`${destroyed.length} destroyed earlier (--again fetches them again)`] : []),
    ...(failed.length + untried > 0 ? [`${failed.length + untried} not fetched`] : []),
  ];
  const lines = rows.length === 0 ? [] : [table(["CAB", "STATE", ""], rows), ""];
  return [...lines, `${counts.join(", ")}.`].join("\n");
}

function raise({ downloaded, gone, failed, untried, error }: Fetched, purged: PurgeOutcome): void {
  const [first] = failed;
  if (first !== undefined) {
    const count = failed.length + untried;
    const words = `${count} of the cabs were not fetched; the same command goes on. Cab ${first.cabIdHash}: ${first.why}`;
    throw severalErrors([new Error(words, { cause: error })]);
  }
  throwIfOverdue(purged);
  // Nothing at all: either the one that was wanted is gone, or the service offers no cabs.
  const [missed] = gone;
  if (missed !== undefined && downloaded.length === 0) throw new NotFoundError(missed.why);
}
