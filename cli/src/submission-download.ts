import { stat } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { partnerCenterUrl, TransferError } from "pulumi-devcenter/internal";
import type { DevCenter } from "pulumi-devcenter/internal/dev-center";
import { NotFoundError } from "./exit-codes";
import { type SubmissionId, submissionIdOf } from "./ids";
import { interruptible } from "./interruption";
import { showProgress } from "./progress";
import { serviceFileName } from "./service-file-name";
import type { OpenSession, Session } from "./session";

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

const notes = `
In a directory the file is called as the service calls it, or <submission>-<type> where it gives no name; a file of that
name is replaced. What was cut off stays as <submission>-<type>….part, and the same command goes on with it. A link that
leads to a web page, as that of a certification report may, is an error, and no file is written.

Exit codes: 0 it is there, 1 it could not be fetched, 4 it is not offered (yet), 130 and 143 stopped.

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
    .action(async (id: SubmissionId, options: DownloadOptions, command: Command) => {
      await interruptible(async (signal) => download(id, options, await open(command, signal), signal));
    })
    .addHelpText("after", notes);
}

async function download(
  id: SubmissionId,
  { type, out }: DownloadOptions,
  { devCenter, terminal, show }: Session,
  signal: AbortSignal,
): Promise<void> {
  const link = () => linkOf(devCenter, id, type);
  // Asked here already, so that nothing is made on the disk when there is nothing to fetch.
  let known: string | undefined = await link();
  const isDirectory = await leadsToDirectory(out);
  // What is no link says nothing of a file; the download says what it is.
  const { pathname, searchParams } = new URL(URL.canParse(known) ? known : "about:blank");
  let path = resolve(isDirectory ? join(out, `${id.submissionId}-${type}${endingOf(type, pathname)}`) : out);
  const asked = searchParams.get("rscd");
  const progress = showProgress(terminal);
  try {
    const done = await devCenter.download({
      path,
      link: async () => {
        const url = known ?? (await link());
        known = undefined;
        return url;
      },
      named(contentDisposition) {
        const name = serviceFileName(contentDisposition) ?? serviceFileName(asked);
        if (isDirectory && name !== undefined) path = join(dirname(path), name);
        return path;
      },
      signal,
      onProgress: progress.move,
    });
    progress.end();
    show({ path, ...done }, () => `${path}: ${done.bytes} bytes, SHA-256 ${done.sha256}`);
  } catch (error) {
    // Beside the error, of which the terminal shows no link.
    if (error instanceof TransferError && error.isWebPage)
      terminal.say(`Partner Center shows it: ${partnerCenterUrl(id)}`);
    throw error;
  } finally {
    progress.end();
  }
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

async function leadsToDirectory(out: string): Promise<boolean> {
  if (/[\\/]$/.test(out)) return true;
  return (await stat(out).catch(() => undefined))?.isDirectory() ?? false;
}

function endingOf(type: DownloadType, pathname: string): string {
  const found = extname(pathname);
  return /^\.[a-z0-9]{1,5}$/i.test(found) ? found : (endings[type] ?? "");
}
