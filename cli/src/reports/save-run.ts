import { join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { DevCenter } from "pulumi-devcenter/internal/dev-center";
import type { Progress } from "../progress";
import { type ConversionFormat, convertReport } from "../report-data/convert";
import { refuseChanged } from "../retention/changed-file";
import { destroyByWith } from "../retention/due";
import type { KeptFile, Manifest } from "../retention/manifest";
import { destroy } from "../retention/purge";
import { entryTypeAt } from "../retention/safe-path";
import { gzipFile } from "./gzip-file";
import { convertedFile, runFile, runKey } from "./run-file";

/** In which form a report is to be kept. */
export interface OutputForm {
  readonly gzip: boolean;
  /** Also as this. */
  readonly format: ConversionFormat | undefined;
}

/** What keeping a run works with. */
export interface SaveOptions {
  readonly devCenter: DevCenter;
  readonly manifest: Manifest;
  readonly reportId: string;
  readonly form: OutputForm;
  readonly signal: AbortSignal;
  readonly link: (reportDatetime: string) => Promise<string>;
  /** For work that takes much memory. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A file by the manifest, and whether it really is there. */
export interface KnownFile extends KeptFile {
  readonly isThere: boolean;
}

/** The files of a run that are there now. */
export interface SavedRun {
  readonly report: KeptFile;
  readonly converted?: KeptFile;
}

/**
 * Brings a run's report to the form that is wanted, from wherever an earlier call, perhaps a killed one, has left it:
 * fetched, then gzipped in place of what was fetched, then converted. Each step is in the manifest before it begins.
 *
 * @param known its report's files by the manifest, without those that were destroyed
 */
export async function saveRun(
  options: SaveOptions,
  reportDatetime: string,
  known: readonly KnownFile[],
  progress: Progress,
): Promise<SavedRun> {
  const { form, manifest, reportId, signal } = options;
  const name = runFile(reportId, reportDatetime);
  for (const file of known) if (!file.isThere) await refuseChanged(manifest, file);
  const before = known.find(({ file }) => file === name);
  let zipped: KeptFile | undefined = known.find(({ file, isThere }) => isThere && file === `${name}.gz`);
  let plain: KeptFile | undefined = before?.isThere ? before : undefined;
  if (zipped === undefined) {
    plain ??= await fetchRun(options, reportDatetime, progress);
    const wasBegun = manifest.unfinished().some(({ file }) => file === `${name}.gz`);
    if (form.gzip || wasBegun) zipped = await gzipRun(options, plain);
  }
  const replaced = plain ?? before;
  if (zipped !== undefined && replaced !== undefined) await destroy(manifest, replaced);
  const report = zipped ?? plain;
  if (report === undefined) throw new Error(`${name} is neither there nor fetched.`);
  if (form.format === undefined) return { report };
  signal.throwIfAborted();
  return { report, converted: await convertRun(options, reportDatetime, report, form.format) };
}

async function fetchRun(
  { devCenter, manifest, reportId, signal, link }: SaveOptions,
  reportDatetime: string,
  progress: Progress,
): Promise<KeptFile> {
  const name = fileName(reportId, reportDatetime);
  await manifest.begin(name);
  const done = await devCenter.download({
    path: join(manifest.folder, name.file),
    isPersonal: true,
    link: () => link(reportDatetime),
    signal,
    onProgress: progress.move,
  });
  return manifest.finish({ ...name, ...done });
}

function fileName(reportId: string, reportDatetime: string) {
  const key = runKey(reportId, reportDatetime);
  return { kind: "report", key, file: runFile(reportId, reportDatetime) } as const;
}

async function gzipRun({ manifest, signal }: SaveOptions, plain: KeptFile): Promise<KeptFile> {
  const { kind, key } = plain;
  const name = { kind, key, file: `${plain.file}.gz` };
  await manifest.begin({ ...name, destroyBy: await destroyByWith(manifest.folder, plain) });
  const { sha256 } = plain;
  const path = join(manifest.folder, plain.file);
  return manifest.finish({ ...name, ...(await gzipFile({ path, sha256 }, `${path}.gz`, signal)) });
}

async function convertRun(
  { manifest, reportId, exclusive }: SaveOptions,
  reportDatetime: string,
  report: KeptFile,
  format: ConversionFormat,
): Promise<KeptFile> {
  const key = `${report.key}/${format}`;
  const found = manifest.find("converted", key);
  const destroyBy = await destroyByWith(manifest.folder, report);
  // One that was made of an earlier download of the same run is due earlier, and is made again.
  if (found !== undefined && found.destroyedAt === undefined) {
    const isThere = (await entryTypeAt(join(manifest.folder, found.file))) !== undefined;
    if (isThere && found.destroyBy === destroyBy) return found;
    await refuseChanged(manifest, found);
  }
  const name = { kind: "converted", key, file: convertedFile(reportId, reportDatetime, format) } as const;
  await manifest.begin({ ...name, destroyBy });
  const from = join(manifest.folder, report.file);
  const to = join(manifest.folder, name.file);
  await refuseChanged(manifest, report);
  await exclusive(() => convertReport({ from, to, format }));
  return manifest.finish({ ...name, ...(await measureFile(to)) });
}
