import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { PreprodAsset, PreprodPackageRecord } from "pulumi-devcenter/internal/dev-center";
import type { Context } from "pulumi-devcenter/internal/lifecycles";
import { UsageError } from "../exit-codes";
import { showProgress } from "../progress";
import { serviceFileName } from "../service-file-name";
import type { Session } from "../session";
import { pendingId, removePending, savePending } from "./pending-package";

export interface SignOptions {
  readonly out: string;
  readonly timeoutMinutes: number;
}

interface Signed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Hands a package in, unless this directory knows that it is on its way already; waits, and fetches what comes of it. */
export async function sign(
  path: string,
  { out, timeoutMinutes }: SignOptions,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { context, show, terminal } = session;
  const file = { path, ...(await checked(path)) };
  const note = join(resolve(out), `${basename(path)}.preprod.json`);
  await mkdir(resolve(out), { recursive: true });
  const wanted = { sha256: file.sha256, account: session.account };
  let packageId = await pendingId(note, wanted);
  if (packageId === undefined) {
    packageId = await submit(session, file);
    await savePending(note, { ...wanted, packageId });
  } else terminal.say(`Package ${packageId} is on its way already; nothing is handed in again.`);
  const done = await waitUntilSigned(context, packageId, timeoutMinutes).catch(async (error: unknown) => {
    // To ask for it again would be for nothing: the next run hands the package in again.
    if (error instanceof FailedPackageError || isGone(error)) await removePending(note);
    throw error;
  });
  const files: Signed[] = [];
  const names = await freeNames(out, [path, note]);
  for (const asset of done.assets) files.push(await fetch(session, packageId, asset, names, signal));
  await removePending(note);
  show({ packageId, files }, () =>
    files.map(({ path: at, bytes, sha256 }) => `${at}: ${bytes} bytes, SHA-256 ${sha256}`).join("\n"),
  );
}

/** Microsoft has not signed it. */
class FailedPackageError extends Error {}

function isGone(error: unknown): boolean {
  return error instanceof Error && "meansGone" in error && error.meansGone === true;
}

/** The same rules as for the package of a submission, of which only cabinets are taken here. */
async function checked(path: string) {
  const { packageFault } = await import("pulumi-devcenter/internal/lifecycles");
  const isCab = extname(path).toLowerCase() === ".cab";
  const fault = isCab ? await packageFault(path) : "a package with the extension .cab";
  if (fault !== undefined) throw new UsageError(`${path}: expected ${fault}. Nothing was sent.`);
  return measureFile(path);
}

async function submit(
  { devCenter, terminal }: Session,
  file: { readonly path: string; readonly bytes: number; readonly sha256: string },
): Promise<string> {
  const progress = showProgress(terminal);
  try {
    const onProgress = (bytes: number) => progress.move(bytes, file.bytes);
    const { packageId } = await devCenter.preprodPackages.submit({ ...file, onProgress });
    terminal.say(`Package ${packageId}: handed in.`);
    return packageId;
  } finally {
    progress.end();
  }
}

async function waitUntilSigned(
  context: Context,
  packageId: string,
  timeoutMinutes: number,
): Promise<PreprodPackageRecord> {
  const { logChanges, pollUntil } = await import("pulumi-devcenter/internal/lifecycles");
  const tell = logChanges(context);
  let status = "";
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
      const found = await context.devCenter.preprodPackages.get(packageId);
      status = found.signingStatus;
      tell(`Package ${packageId}: ${status}`);
      if (status === "failed") {
        throw new FailedPackageError(
          `Package ${packageId} was not signed: ${found.message ?? "Dev Center gives no reason"}\nCorrect the package, and run the command again: it hands it in again.`,
        );
      }
      // The files may come later than the status.
      return status === "succeeded" && found.assets.length > 0 ? found : undefined;
    },
    whenTimeIsUp: () =>
      `Package ${packageId} is ${status} after ${timeoutMinutes} minutes (--timeout-minutes). The same command waits on, and hands nothing in again.`,
  });
}

/** Gives each file a path in the directory, by its name: two of the same name must not replace each other, nor what is handed in. */
async function freeNames(out: string, taken: readonly string[]): Promise<(name: string) => string> {
  const folder = await realpath(out);
  const names = new Set<string>();
  for (const path of taken) {
    const place = await realpath(path).catch(() => resolve(path));
    if (dirname(place) === folder) names.add(basename(place).toLowerCase());
  }
  return (name) => {
    let free = name;
    for (let count = 2; names.has(free.toLowerCase()); count++) free = `${count}-${name}`;
    names.add(free.toLowerCase());
    return resolve(out, free);
  };
}

async function fetch(
  { devCenter, terminal }: Session,
  packageId: string,
  { assetId, assetType, sha256 }: PreprodAsset,
  pathOf: (name: string) => string,
  signal: AbortSignal,
): Promise<Signed> {
  const own = serviceFileName(`filename=${packageId}-${assetType ?? assetId}`);
  let path = pathOf(`${own}.zip`);
  const progress = showProgress(terminal);
  try {
    const done = await devCenter.downloadAsset({
      packageId,
      assetId,
      path,
      sha256,
      named(contentDisposition) {
        const name = serviceFileName(contentDisposition);
        if (name !== undefined && name !== basename(path)) path = pathOf(name);
        return path;
      },
      signal,
      onProgress: progress.move,
    });
    if (sha256 === undefined)
      terminal.say(`${path}: Dev Center gives no SHA-256 of it, so it was not compared.`);
    return { path, ...done };
  } finally {
    progress.end();
  }
}
