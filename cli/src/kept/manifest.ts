import { mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal/api/measure-file";
import { keepMs } from "./age";
import { type FolderLock, lockFolder } from "./folder-lock";
import { Ledger } from "./ledger";
import {
  type BegunRow,
  type KeptKind,
  type KeptRow,
  lineOf,
  type Row,
  readRows,
  writeRows,
} from "./manifest-rows";
import {
  manifestName,
  parentsOf,
  placeOf,
  removeTraces,
  traceEndings,
  UnsafePlaceError,
  whatLiesAt,
} from "./place";
import { RowLog } from "./row-log";

/** A file as the manifest knows it. */
export interface FileName {
  readonly kind: KeptKind;
  /** What it is of: report `<reportId>/<ISO datetime of the run>`; converted the same and `/<format>`; cab: its CabIdHash. */
  readonly key: string;
  /** Path below the folder, with forward slashes. */
  readonly file: string;
}

/** A file that is whole, or was until it was destroyed. Times are ISO 8601 in UTC. */
export interface KeptFile extends FileName {
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
  readonly downloadedAt: string;
  /** 30 days after its first byte came; of a converted file: that of its report. */
  readonly destroyBy: string;
  /** Set when it was destroyed; the row stays. */
  readonly destroyedAt?: string | undefined;
}

/** A file that was begun and is not whole. */
export interface UnfinishedFile extends FileName {
  readonly begunAt: string;
  readonly destroyBy: string;
}

/**
 * What lies in a download folder, and until when: `devcenter-manifest.jsonl`, a row a line, the last one of a file
 * counts. It holds no link and no secret. Every method that writes is done when the row is on the disk.
 */
export interface Manifest {
  /** Absolute, without links. */
  readonly folder: string;
  /** Every row, the destroyed ones too. */
  rows(): readonly KeptFile[];
  /** The newest row of it, one that is not destroyed before one that is. */
  find(kind: KeptKind, key: string): KeptFile | undefined;
  /** What was begun and not finished. */
  unfinished(): readonly UnfinishedFile[];
  /** The folders that were made for files, outermost first. */
  madeFolders(): readonly string[];
  /**
   * Called before the first byte, so that what a killed process leaves behind is known, finished by the next call, and
   * destroyed when due. Makes the folders on the way. Repeating it for the same file is harmless.
   *
   * @param file `destroyBy`: 30 days from now unless told otherwise
   * @throws UnsafePlaceError when something else lies there, or the path leads out of the folder
   */
  begin(file: FileName & { readonly destroyBy?: string }): Promise<void>;
  /** The file, which was begun, is whole under its final name. Nothing may stand under it before it is. */
  finish(file: FileName & { readonly bytes: number; readonly sha256: string }): Promise<KeptFile>;
  /** It is no more. */
  destroyed(file: KeptFile): Promise<void>;
  /** Its beginning is no more, and it will not be finished. */
  abandoned(file: UnfinishedFile): Promise<void>;
  /** Lets other processes work in the folder. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the manifest of a folder for this process alone, and makes the folder (for its owner only) when there is none.
 *
 * @throws FolderBusyError, ManifestError
 */
export async function openManifest(folder: string, clock: { now(): Date }): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = await realpath(folder);
  const lock = await lockFolder(place);
  try {
    const path = join(place, manifestName);
    const text = await readFile(path, "utf8").catch(absent);
    const ledger = new Ledger(text === undefined ? [] : readRows(text, path));
    await ledger.dropFolders(async (made) => (await whatLiesAt(join(place, made))) !== "folder");
    const log = await RowLog.open(path, writeRows(ledger.all()), text);
    const manifest = new OpenManifest(place, ledger, log, lock, clock);
    await manifest.takeInWhole();
    return manifest;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Whether a command has ever kept files in a folder. */
export async function hasManifest(folder: string): Promise<boolean> {
  return (await whatLiesAt(join(folder, manifestName))) !== undefined;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

class OpenManifest implements Manifest {
  #closed: Promise<void> | undefined;

  constructor(
    readonly folder: string,
    private readonly ledger: Ledger,
    private readonly log: RowLog,
    private readonly lock: FolderLock,
    private readonly clock: { now(): Date },
  ) {}

  rows = () => this.ledger.kept();
  find = (kind: KeptKind, key: string) => this.ledger.find(kind, key);
  unfinished = () => this.ledger.begun();
  madeFolders = () => this.ledger.folders();

  async begin({ kind, key, file, destroyBy }: FileName & { readonly destroyBy?: string }): Promise<void> {
    const name = { kind, key, file };
    const path = await placeOf(this.folder, file);
    await this.#claim(name, path);
    const made: Row[] = [];
    for (const parent of parentsOf(file)) {
      const isNew = await mkdir(join(this.folder, parent), { mode: 0o700 }).then(() => true, existing);
      if (isNew) made.push({ state: "folder", folder: parent });
    }
    // Where a part is there already, what it holds is as old as its row.
    if (this.ledger.begunOf(name) !== undefined) return;
    const now = this.clock.now();
    const due = destroyBy ?? new Date(now.getTime() + keepMs).toISOString();
    await this.#write(...made, { state: "begun", ...name, begunAt: now.toISOString(), destroyBy: due });
  }

  async finish(file: FileName & { readonly bytes: number; readonly sha256: string }): Promise<KeptFile> {
    const begun = this.ledger.begunOf(file);
    if (begun === undefined) throw new Error(`${file.file} was not begun.`);
    return this.#finish(begun, file, this.clock.now().toISOString());
  }

  destroyed(file: KeptFile): Promise<void> {
    return this.#write({ state: "kept", ...file, destroyedAt: this.clock.now().toISOString() });
  }

  abandoned({ kind, key, file, begunAt }: UnfinishedFile): Promise<void> {
    const destroyedAt = this.clock.now().toISOString();
    return this.#write({ state: "abandoned", kind, key, file, begunAt, destroyedAt });
  }

  close(): Promise<void> {
    this.#closed ??= this.log.close().finally(() => this.lock.release());
    return this.#closed;
  }

  /** A process can be killed between giving a file its name and writing its row. */
  async takeInWhole(): Promise<void> {
    for (const begun of this.ledger.begun()) {
      const path = await placeOf(this.folder, begun.file).catch(() => undefined);
      if (path === undefined || (await whatLiesAt(path)) !== "file") continue;
      // What is under way has not got the name yet: the file is an earlier one, or somebody else's.
      if ((await whatLiesAt(`${path}.part`)) !== undefined) continue;
      const measured = await measureFile(path);
      // Unchanged: it is still the one that was to be replaced.
      if (this.ledger.livingOf(begun)?.sha256 === measured.sha256) continue;
      await removeTraces(path);
      await this.#finish(begun, measured, begun.begunAt);
    }
  }

  async #claim(name: FileName, path: string): Promise<void> {
    const owner = this.ledger.ownerOf(name.file);
    const isOwn = owner === undefined || (owner.kind === name.kind && owner.key === name.key);
    if (!isOwn) throw new UnsafePlaceError(`${path} is already that of ${owner.kind} ${owner.key}.`);
    const taken: string[] = [];
    if (this.ledger.livingOf(name) === undefined) taken.push(path);
    if (this.ledger.begunOf(name) === undefined) taken.push(...traceEndings.map((ending) => path + ending));
    for (const one of [path, ...traceEndings.map((ending) => path + ending)]) {
      const found = await whatLiesAt(one);
      if (found === undefined || (found === "file" && !taken.includes(one))) continue;
      throw new UnsafePlaceError(`${one} is there, and was not written by devcenter. Move it away.`);
    }
  }

  async #finish(
    { state: _, begunAt: __, ...begun }: BegunRow,
    { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
    downloadedAt: string,
  ): Promise<KeptFile> {
    const row: KeptRow = { state: "kept", ...begun, bytes, sha256, downloadedAt };
    await this.#write(row);
    const { state, ...kept } = row;
    return kept;
  }

  async #write(...rows: Row[]): Promise<void> {
    this.lock.check();
    await this.log.append(rows.map(lineOf).join(""));
    for (const row of rows) this.ledger.apply(row);
  }
}

function existing(error: NodeJS.ErrnoException): false {
  if (error.code !== "EEXIST") throw error;
  return false;
}
