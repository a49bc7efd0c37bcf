import { stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { DevCenter } from "pulumi-devcenter/internal/api/dev-center";
import { NotFoundError } from "./exit-codes";
import { type SubmissionId, submissionIdOf } from "./ids";
import { showProgress } from "./progress";
import type { OpenSession } from "./session";

const types = [
  "signedPackage",
  "driverMetadata",
  "certificationReport",
  "initialPackage",
  "derivedPackage",
] as const;
type DownloadType = (typeof types)[number];

// Where the link does not say it. Whatever else the service may deliver, these two are known.
const endings: Partial<Record<DownloadType, string>> = { signedPackage: ".zip", driverMetadata: ".json" };

interface DownloadOptions {
  readonly type: DownloadType;
  readonly out: string;
}

const example = `
What was cut off stays as <file>.part, and the same command goes on with it.

Examples:
  $ devcenter submissions download 14631253285588838/1152921504621465124 --type signedPackage --out signed.zip
  $ devcenter submissions download 14631253285588838/1152921504621465124 --type driverMetadata --out metadata/`;

/** `devcenter submissions download`. */
export function addDownload(submissions: Command, open: OpenSession): void {
  submissions
    .command("download")
    .description("fetch a file of a submission")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .addOption(new Option("--type <type>", "which file").choices(types).makeOptionMandatory())
    .option("--out <file or directory>", "where to; a directory when it exists as one or ends in /", ".")
    .action(async (id: SubmissionId, { type, out }: DownloadOptions, command: Command) => {
      const { devCenter, terminal, show } = await open(command);
      const link = () => linkOf(devCenter, id, type);
      // Asked here already, so that nothing is made on the disk when there is nothing to fetch.
      const first = await link();
      const path = await pathFor(out, id, type, first);
      const progress = showProgress(terminal);
      try {
        let known: string | undefined = first;
        const done = await devCenter.download({
          path,
          link: async () => {
            const url = known ?? (await link());
            known = undefined;
            return url;
          },
          onProgress: progress.move,
        });
        progress.end();
        show({ path, ...done }, () => `${path}: ${done.bytes} bytes, SHA-256 ${done.sha256}`);
      } finally {
        progress.end();
      }
    })
    .addHelpText("after", example);
}

/** Each time a fresh one; it is a secret, and goes nowhere but into the request. */
async function linkOf({ submissions }: DevCenter, id: SubmissionId, type: DownloadType): Promise<string> {
  const { productId, submissionId } = id;
  const { downloads } = (await submissions.get(productId, submissionId)).links();
  const found = downloads.find((download) => download.type === type);
  if (found !== undefined) return found.url;
  const offered = downloads.map((download) => download.type).join(", ") || "nothing";
  throw new NotFoundError(
    `Submission ${productId}/${submissionId} offers no ${type} now. It offers: ${offered}.`,
  );
}

async function pathFor(
  out: string,
  { submissionId }: SubmissionId,
  type: DownloadType,
  link: string,
): Promise<string> {
  const isDirectory = /[\\/]$/.test(out) || (await stat(out).catch(() => undefined))?.isDirectory();
  return resolve(isDirectory ? join(out, `${submissionId}-${type}${endingOf(type, link)}`) : out);
}

function endingOf(type: DownloadType, link: string): string {
  const found = extname(new URL(link).pathname);
  return /^\.[a-z0-9]{1,5}$/i.test(found) ? found : (endings[type] ?? "");
}
