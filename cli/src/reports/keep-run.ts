import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { DevCenter } from "pulumi-devcenter/internal/api/dev-center";
import { measureFile } from "pulumi-devcenter/internal/api/measure-file";
import type { KeptFile, Manifest } from "../kept/manifest";
import type { Progress } from "../progress";
import { type ConversionFormat, convertReport } from "../report-data/convert";
import { gzipFile } from "./gzip-file";
import { convertedFile, runFile, runKey } from "./run-file";

/** In which form a report is to be kept. */
export interface KeepForm {
  readonly gzip: boolean;
  /** Also as this. */
  readonly format: ConversionFormat | undefined;
}

/** What keeping a run works with. */
export interface Keeping {
  readonly devCenter: DevCenter;
  readonly manifest: Manifest;
  readonly reportId: string;
  readonly form: KeepForm;
  readonly signal: AbortSignal;
  readonly link: (reportDatetime: string) => Promise<string>;
  /** For work that takes much memory. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A file by the manifest, and whether it really is there. */
export interface KnownFile extends KeptFile {
  readonly isThere: boolean;
}

/** The files of a run that are there now. */
export interface KeptRun {
  readonly report: KeptFile;
  readonly converted?: KeptFile;
}

/**
 * Brings a run's report to the form that is wanted, from wherever an earlier call, perhaps a killed one, has left it:
 * fetched, then gzipped in place of what was fetched, then converted. Each step is in the manifest before it begins.
 *
 * @param known its report's files by the manifest, without those that were destroyed
 */
export async function keepRun(
  keeping: Keeping,
  reportDatetime: string,
  known: readonly KnownFile[],
  progress: Progress,
): Promise<KeptRun> {
  const { form, manifest, reportId, signal } = keeping;
  const name = runFile(reportId, reportDatetime);
  const before = known.find(({ file }) => file === name);
  let zipped: KeptFile | undefined = known.find(({ file, isThere }) => isThere && file === `${name}.gz`);
  let plain: KeptFile | undefined = before?.isThere ? before : undefined;
  if (zipped === undefined) {
    plain ??= await fetchRun(keeping, reportDatetime, progress);
    const wasBegun = manifest.unfinished().some(({ file }) => file === `${name}.gz`);
    if (form.gzip || wasBegun) zipped = await gzipRun(keeping, plain);
  }
  const replaced = plain ?? before;
  if (zipped !== undefined && replaced !== undefined) await destroyPlain(manifest, replaced);
  const report = zipped ?? plain;
  if (report === undefined) throw new Error(`${name} is neither there nor fetched.`);
  if (form.format === undefined) return { report };
  signal.throwIfAborted();
  return { report, converted: await convertRun(keeping, reportDatetime, report, form.format) };
}

async function fetchRun(
  { devCenter, manifest, reportId, signal, link }: Keeping,
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

async function gzipRun({ manifest, signal }: Keeping, plain: KeptFile): Promise<KeptFile> {
  const { kind, key, destroyBy } = plain;
  const name = { kind, key, file: `${plain.file}.gz` };
  await manifest.begin({ ...name, destroyBy });
  const from = join(manifest.folder, plain.file);
  return manifest.finish({ ...name, ...(await gzipFile(from, `${from}.gz`, signal)) });
}

async function destroyPlain(manifest: Manifest, plain: KeptFile): Promise<void> {
  await unlink(join(manifest.folder, plain.file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await manifest.destroyed(plain);
}

async function convertRun(
  { manifest, reportId, alone }: Keeping,
  reportDatetime: string,
  report: KeptFile,
  format: ConversionFormat,
): Promise<KeptFile> {
  const key = `${report.key}/${format}`;
  const found = manifest.find("converted", key);
  // One that was made of an earlier download of the same run is due earlier, and is made anew.
  if (found !== undefined && found.destroyedAt === undefined && found.destroyBy === report.destroyBy)
    return found;
  const name = { kind: "converted", key, file: convertedFile(reportId, reportDatetime, format) } as const;
  await manifest.begin({ ...name, destroyBy: report.destroyBy });
  const to = join(manifest.folder, name.file);
  await alone(() => convertReport({ from: join(manifest.folder, report.file), to, format }));
  return manifest.finish({ ...name, ...(await measureFile(to)) });
}
