import { rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import { keepMs } from "./age";
import { foundAt } from "./changed-file";
import { clockErrorMs, type Dated, dueMsOf, fileTimeMs, isFromTheFuture } from "./due";
import type { KeptFile, Manifest, UnfinishedFile } from "./manifest";
import { returnedFiles } from "./returned-files";
import { entryTypeAt, partFilesAt, removePartFiles, safePath } from "./safe-path";

export interface PurgeOptions {
  /** Age from which files are destroyed; at most, and by default, 30 days. 0: all. */
  readonly olderThanMs?: number | undefined;
  /** Only reports what would be done. Default: false. */
  readonly dryRun?: boolean;
  readonly now: Date;
}

/** A file that was due. */
export interface DueFile {
  readonly kind: KeptFile["kind"];
  readonly key: string;
  /** Path below the folder. */
  readonly file: string;
}

/** What became of the files that were due. */
export interface PurgeOutcome {
  readonly destroyed: readonly DueFile[];
  /** They were removed already, by something else. */
  readonly gone: readonly DueFile[];
  /** They are still there, and why. */
  readonly left: readonly (DueFile & { readonly why: string })[];
}

/** The rows of files that are destroyed at the same time are written at the same time, too: the disk is waited for once. */
const filesAtOnce = 16;

/** Files are overdue and still there. */
export class OverdueError extends Error {}

/**
 * Destroys the files that are due by the manifest, and notes in it when. What was not written by the commands that keep
 * it is not touched: a file without a row, one whose content is no longer what its row says, whatever a link leads to.
 * One that cannot be destroyed does not keep the others. A folder that was made for files goes with the last one in it.
 */
export async function purge(manifest: Manifest, options: PurgeOptions): Promise<PurgeOutcome> {
  const { dryRun = false } = options;
  const { due, undated } = await candidatesByDue(manifest, options);
  const destroyed: DueFile[] = [];
  const gone: DueFile[] = [];
  const left = undated.map(({ file, since }) => ({ ...nameOf(file), why: futureWords(since) }));
  const queue = new PQueue({ concurrency: filesAtOnce });
  const ends = await Promise.allSettled(due.map(({ end }) => queue.add(() => end(dryRun))));
  for (const [index, { file }] of due.entries()) {
    const end = ends[index];
    if (end?.status === "rejected") left.push({ ...nameOf(file), why: whyOf(end.reason) });
    else if (end?.value === "gone") gone.push(nameOf(file));
    else destroyed.push(nameOf(file));
  }
  if (!dryRun) await removeEmptyFolders(manifest);
  return { destroyed, gone, left };
}

/** A file that may be due. */
interface Candidate extends Dated {
  readonly file: KeptFile | UnfinishedFile;
  /** What holds its bytes. */
  readonly onDisk: string;
  end(dryRun: boolean): Promise<"destroyed" | "gone">;
}

async function candidatesOf(manifest: Manifest): Promise<Candidate[]> {
  const living = manifest.rows().filter((file) => file.destroyedAt === undefined);
  const kept = [...living, ...(await returnedFiles(manifest))];
  return [
    ...kept.map((file) => ({
      ...{ file, since: file.downloadedAt, destroyBy: file.destroyBy, onDisk: file.file },
      end: (dryRun: boolean) => destroy(manifest, file, dryRun),
    })),
    ...manifest.unfinished().map((file) => ({
      ...{ file, since: file.begunAt, destroyBy: file.destroyBy, onDisk: `${file.file}.part` },
      end: (dryRun: boolean) => abandon(manifest, file, dryRun),
    })),
  ];
}

/** Which files are due, and of which that cannot be known. */
async function candidatesByDue(manifest: Manifest, { now, olderThanMs = keepMs }: PurgeOptions) {
  // All means all, whatever the clock said when a file was written.
  const latest = olderThanMs === 0 ? Infinity : now.getTime() + Math.max(keepMs - olderThanMs, clockErrorMs);
  const due: Candidate[] = [];
  const undated: Candidate[] = [];
  for (const candidate of await candidatesOf(manifest)) {
    const fileMs = await fileTimeMs(join(manifest.folder, candidate.onDisk));
    if (dueMsOf(candidate, fileMs) <= latest) due.push(candidate);
    else if (isFromTheFuture(candidate, now)) undated.push(candidate);
  }
  return { due, undated };
}

function nameOf({ kind, key, file }: DueFile): DueFile {
  return { kind, key, file };
}

function futureWords(since: string): string {
  return `its row is of ${since}, which is still to come: a clock was or is wrong. Set the clock right, or destroy the file with --older-than 0d`;
}

/** Destroys a file that is what its row says, and notes it. One that is not stays, and why is thrown. */
export async function destroy(
  manifest: Manifest,
  file: KeptFile,
  dryRun = false,
): Promise<"destroyed" | "gone"> {
  const path = await safePath(manifest.folder, file.file);
  const found = await foundAt(path, file);
  if (found === "changed")
    throw new OverdueError("its content was changed by somebody; look at it, and destroy it yourself");
  if (found !== undefined && found !== "itself")
    throw new OverdueError(`it is a ${found} now, which was not written by devcenter`);
  if (found === "itself" && !dryRun) await unlink(path);
  if (!dryRun) await inManifest(manifest.destroyed(file));
  return found === undefined ? "gone" : "destroyed";
}

async function abandon(
  manifest: Manifest,
  file: UnfinishedFile,
  dryRun: boolean,
): Promise<"destroyed" | "gone"> {
  const path = await safePath(manifest.folder, file.file);
  const found = await partFilesAt(path);
  const other = found.find((what) => what !== undefined && what !== "file");
  if (other !== undefined)
    throw new OverdueError(`its .part is a ${other}, which was not written by devcenter`);
  if (!found.includes("file") && (await isUnreadWhole(manifest, file, path))) {
    throw new OverdueError("it is whole but cannot be read, so it may not be what devcenter has written");
  }
  if (!dryRun) {
    await removePartFiles(path);
    await inManifest(manifest.abandoned(file));
  }
  return found.includes("file") ? "destroyed" : "gone";
}

/** Whether the file has its name already, and no row: one that can be read has got one when the manifest was opened. */
async function isUnreadWhole(manifest: Manifest, { file }: UnfinishedFile, path: string): Promise<boolean> {
  if ((await entryTypeAt(path)) !== "file") return false;
  return !manifest.rows().some((kept) => kept.file === file && kept.destroyedAt === undefined);
}

async function inManifest(writing: Promise<void>): Promise<void> {
  await writing.catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === undefined) throw cause;
    throw new OverdueError(
      `it is destroyed, but the manifest could not be written (${cause.code}); the next purge does that`,
      { cause },
    );
  });
}

async function removeEmptyFolders(manifest: Manifest): Promise<void> {
  // Innermost first.
  for (const made of [...manifest.madeFolders()].reverse()) {
    const path = await safePath(manifest.folder, made).catch(() => undefined);
    // Something is in it, or it is gone, or it is not ours to remove: it holds no file that was due.
    if (path !== undefined) await rmdir(path).catch(() => undefined);
  }
}

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : `it could not be destroyed (${code})`;
}
