import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { KeepingClock } from "../session";
import { type AppendLog, diskFullCodes } from "./append-log";
import { destroyByOf, dueTimeOf } from "./due";
import type { FolderLock } from "./folder-lock";
import type { FileName, KeptFile, Manifest, UnfinishedFile } from "./manifest";
import type { ManifestIndex } from "./manifest-index";
import { type BegunRow, type KeptKind, type KeptRow, lineOf, type Row } from "./manifest-rows";
import { entryTypeAt, parentsOf, partFileEndings, partFilesAt, safePath, UnsafePathError } from "./safe-path";

/** A manifest whose rows are in memory, and go to a log as they change. */
export class OpenManifest implements Manifest {
  #closed: Promise<void> | undefined;

  constructor(
    readonly folder: string,
    private readonly index: ManifestIndex,
    private readonly log: Pick<AppendLog, "append" | "close" | "warnings">,
    private readonly lock: FolderLock,
    private readonly clock: KeepingClock,
  ) {}

  get lost(): AbortSignal {
    return this.lock.lost;
  }

  get warnings(): readonly string[] {
    return [...this.lock.warnings, ...this.log.warnings];
  }

  rows = () => this.index.kept();
  find = (kind: KeptKind, key: string) => this.index.find(kind, key);
  unfinished = () => this.index.begun();
  madeFolders = () => this.index.folders();

  async begin({ kind, key, file, destroyBy }: FileName & { readonly destroyBy?: string }): Promise<void> {
    const name = { kind, key, file };
    const path = await safePath(this.folder, file);
    await this.#claim(name, path);
    const made: Row[] = [];
    for (const parent of parentsOf(file)) {
      const isNew = await mkdir(join(this.folder, parent), { mode: 0o700 }).then(() => true, existing);
      if (isNew) made.push({ state: "folder", folder: parent });
    }
    // Where a part is there already, what it holds is as old as its row.
    if (this.index.begunOf(name) !== undefined) return;
    const now = this.clock.now();
    const due = destroyBy ?? destroyByOf(now, this.clock.serviceTime?.(now) ?? now);
    await this.#write(...made, { state: "begun", ...name, begunAt: now.toISOString(), destroyBy: due });
  }

  async finish(file: FileName & { readonly bytes: number; readonly sha256: string }): Promise<KeptFile> {
    const begun = this.index.begunOf(file);
    if (begun === undefined) throw new Error(`${file.file} was not begun.`);
    const row = keptRow(begun, file, this.clock.now().toISOString());
    await this.#write(row);
    const { state, ...kept } = row;
    return kept;
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
  async adoptWholeFiles(removeTraces: (path: string) => Promise<void>): Promise<void> {
    for (const begun of this.index.begun()) {
      const path = await safePath(this.folder, begun.file).catch(() => undefined);
      if (path === undefined || (await entryTypeAt(path)) !== "file") continue;
      const [part, ...notes] = await partFilesAt(path);
      // What is under way has not got the name yet: the file is an earlier one, or not ours.
      if (part !== undefined || notes.some((what) => what !== undefined && what !== "file")) continue;
      // One that cannot be read does not stop the others: purge names it.
      const measured = await measureFile(path).catch(() => undefined);
      // Unchanged: it is still the one that was to be replaced.
      if (measured === undefined || this.index.livingOf(begun)?.sha256 === measured.sha256) continue;
      await removeTraces(path);
      const row = keptRow(begun, measured, begun.begunAt);
      await this.#write(row).catch((error: NodeJS.ErrnoException) => {
        // As long as the disk is full, each opening finds it again.
        if (!diskFullCodes.has(error.code ?? "")) throw error;
        this.index.apply(row);
      });
    }
  }

  async #claim(name: FileName, path: string): Promise<void> {
    const owner = this.index.ownerOf(name.file);
    const isOwn = owner === undefined || (owner.kind === name.kind && owner.key === name.key);
    if (!isOwn) throw new UnsafePathError(`${path} is already that of ${owner.kind} ${owner.key}.`);
    const taken: string[] = [];
    if (this.index.livingOf(name) === undefined) taken.push(path);
    if (this.index.begunOf(name) === undefined) taken.push(...partFileEndings.map((ending) => path + ending));
    for (const one of [path, ...partFileEndings.map((ending) => path + ending)]) {
      const found = await entryTypeAt(one);
      if (found === undefined || (found === "file" && !taken.includes(one))) continue;
      throw new UnsafePathError(`${one} is there, and was not written by devcenter. Move it away.`);
    }
  }

  async #write(...rows: Row[]): Promise<void> {
    this.lock.check();
    await this.log.append(rows.map(lineOf).join(""));
    for (const row of rows) this.index.apply(row);
  }
}

/** Its thirty days are counted from its first byte, whatever became of its row meanwhile. */
function keptRow(
  { state: _, begunAt, destroyBy, ...name }: BegunRow,
  { bytes, sha256 }: Pick<KeptFile, "bytes" | "sha256">,
  downloadedAt: string,
): KeptRow {
  const due = dueTimeOf({ since: begunAt, destroyBy });
  return { state: "kept", ...name, destroyBy: due, bytes, sha256, downloadedAt };
}

function existing(error: NodeJS.ErrnoException): false {
  if (error.code !== "EEXIST") throw error;
  return false;
}
