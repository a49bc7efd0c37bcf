import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { TransferError } from "../errors/transfer-error";
import { giveBackMemory, takeMemory } from "./aligned-memory";
import { noRoomFor } from "./disk-space";
import { FileWriter } from "./file-writer";
import { type Slot, StreamHash } from "./hash-thread";
import { type PartialFileInfo, readMark, writeMark } from "./part-mark";

// Pieces come small, and a trip to the disk for each would cost as much as the network.
const slotBytes = 1024 * 1024;
const slots = 8;

/**
 * A file that is still to become whole: `<path>.part`, with `<path>.part.json` beside it, which says of what it is the
 * beginning, so that another process can go on with it.
 */
export class PartialFile {
  readonly #path: string;
  readonly #markPath: string;
  readonly #mode: number;
  #file: FileHandle;
  #writer: FileWriter;
  readonly #memory = takeMemory(slots, slotBytes);
  readonly #hash = new StreamHash(this.#memory);
  #isClosed = false;
  #bytes = 0;
  #mark: PartialFileInfo = {};
  #slot: Slot | undefined;
  #inSlot = 0;
  /** What the disk and the hash are still busy with. */
  readonly #underWay = new Set<Promise<unknown>>();
  #failure: { readonly error: unknown } | undefined;

  private constructor(path: string, mode: number, file: FileHandle) {
    this.#path = path;
    this.#markPath = `${path}.part.json`;
    this.#mode = mode;
    this.#file = file;
    this.#writer = new FileWriter(file);
  }

  /** Opens the part of an earlier attempt, or a new one. */
  static open(path: string, isPersonal = false): Promise<PartialFile> {
    return onDisk(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      const found = await stat(path).catch(() => undefined);
      // Better now than when everything is there and cannot be renamed.
      if (found?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      if (found?.isFile() === false)
        throw new TransferError("download", `${path} is no file; it stays as it is.`);
      const mode = isPersonal ? 0o600 : 0o666;
      // What a link leads to is not ours to write over.
      const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
      const file = await open(`${path}.part`, flags, mode);
      // One that is there already may have been begun otherwise.
      if (isPersonal) await file.chmod(mode);
      const part = new PartialFile(path, mode, file);
      try {
        await part.#resume();
        return part;
      } catch (error) {
        await part.#close();
        throw error;
      }
    });
  }

  /** How many bytes are there. */
  get bytes(): number {
    return this.#bytes;
  }

  get mark(): PartialFileInfo {
    return this.#mark;
  }

  /**
   * SHA-256 of what is there, in hexadecimal digits. Undefined when it has not the length and the MD5 that the store
   * promised, as far as it did: then it can only begin again.
   */
  async wholeSha256(): Promise<string | undefined> {
    const { size, md5 } = this.#mark;
    if (size !== undefined && size !== this.#bytes) return undefined;
    const hashes = await this.#hash.end();
    const found = Buffer.from(hashes.md5 ?? "", "hex").toString("base64");
    return md5 === undefined || md5 === found ? hashes.sha256 : undefined;
  }

  /** Throws away what is there; what comes now is marked so. Without an ETag no later attempt can go on with it. */
  restart(to: PartialFileInfo): Promise<void> {
    return onDisk(this.#path, async () => {
      await rm(this.#markPath, { force: true });
      await this.#takeNewFile();
      await this.#hash.restart();
      this.#mark = to;
      this.#bytes = 0;
      if (to.etag !== undefined) await writeMark(this.#markPath, to, this.#mode);
    });
  }

  /** Takes a piece. Undefined: the next may come; or a promise to await before. The disk may be behind until `flush`. */
  append(piece: Buffer): Promise<void> | undefined {
    if (this.#failure) throw this.#failure.error;
    const rest = this.#fill(piece);
    return rest.length === 0 ? undefined : this.#appendRest(rest);
  }

  /** Resolves when all that was taken is written and hashed. */
  async flush(): Promise<void> {
    this.#handOn();
    await Promise.all(this.#underWay);
    if (this.#failure) throw this.#failure.error;
  }

  /** Gives the file its name, in its folder. */
  finish(path = this.#path): Promise<void> {
    return onDisk(path, async () => {
      await this.#writer.sync();
      await this.#refuseOther();
      await this.#close();
      await rename(`${this.#path}.part`, path);
      await rm(this.#markPath, { force: true });
    });
  }

  /** Leaves it for a later attempt, unless there is nothing to go on with. */
  async keepForLater(): Promise<void> {
    await this.flush().catch(() => undefined);
    await this.#close().catch(() => undefined);
    if (this.#bytes > 0 && this.#mark.etag !== undefined) return;
    await rm(`${this.#path}.part`, { force: true }).catch(() => undefined);
    await rm(this.#markPath, { force: true }).catch(() => undefined);
    // Left where the disk was full.
    await rm(`${this.#markPath}.new`, { force: true }).catch(() => undefined);
  }

  async #appendRest(piece: Buffer): Promise<void> {
    for (let rest = piece; rest.length > 0; rest = this.#fill(rest)) {
      if (this.#failure) throw this.#failure.error;
      this.#slot ??= await this.#hash.slot();
    }
  }

  /** Copies into the slot at hand what it has room for; the rest of the piece. */
  #fill(piece: Buffer): Buffer {
    if (this.#slot === undefined) return piece;
    // What goes on at any byte comes to whole pieces, which a disk takes best, at the next one.
    const room = slotBytes - (this.#bytes % slotBytes);
    const copied = Math.min(room, piece.length);
    // `copy` into shared memory is many times slower: V8 does it byte by byte unless both are aligned.
    this.#slot.memory.fill(piece.subarray(0, copied), this.#inSlot, this.#inSlot + copied);
    this.#inSlot += copied;
    this.#bytes += copied;
    if (copied === room) this.#handOn();
    return piece.subarray(copied);
  }

  /** The name is given to what was written, and to nothing that has taken its place or its end meanwhile. */
  async #refuseOther(): Promise<void> {
    const part = `${this.#path}.part`;
    const own = await this.#file.stat({ bigint: true });
    const named = await lstat(part, { bigint: true }).catch(() => undefined);
    if (named?.ino === own.ino && named.dev === own.dev && own.size === BigInt(this.#bytes)) return;
    // What is there now is the beginning of nothing.
    this.#mark = {};
    const why = `${basename(part)} was changed by another program, so it did not become ${basename(this.#path)}. Run it again when nothing else writes there.`;
    throw new TransferError("download", why);
  }

  /** Another process may be at the one that is there, or have given it its name already: it is never cut off. */
  async #takeNewFile(): Promise<void> {
    const part = `${this.#path}.part`;
    await this.#writer.close();
    await rm(part, { force: true });
    this.#file = await open(part, "wx+", this.#mode);
    this.#writer = new FileWriter(this.#file);
  }

  /** Can be repeated. */
  async #close(): Promise<void> {
    await this.#hash.close();
    if (!this.#isClosed) giveBackMemory(this.#memory);
    this.#isClosed = true;
    try {
      await this.#writer.close();
    } catch (error) {
      // What the disk did not take is missing anywhere in it.
      this.#mark = {};
      throw error;
    }
  }

  async #resume(): Promise<void> {
    const found = await readMark(this.#markPath);
    const { size } = await this.#file.stat();
    if (found === undefined || size > (found.size ?? size)) return this.restart({});
    this.#mark = found;
    // Where all is there already, the last byte is fetched again, so that the store says whether it still has the same.
    const kept = size > 0 && size === found.size ? size - 1 : size;
    while (this.#bytes < kept) {
      const slot = await this.#hash.slot();
      const wanted = Math.min(slotBytes, kept - this.#bytes);
      const { bytesRead } = await this.#file.read(slot.memory, 0, wanted, this.#bytes);
      await this.#hash.take(slot, bytesRead, this.#wantedMd5);
      this.#hash.giveBack(slot);
      // Another process has made it shorter meanwhile.
      if (bytesRead === 0) return this.restart({});
      this.#bytes += bytesRead;
    }
  }

  get #wantedMd5() {
    return this.#mark.md5 === undefined ? "none" : "of all";
  }

  /** Gives what was collected to the disk and to the hash; its memory is free again when both have done. */
  #handOn(): void {
    const slot = this.#slot;
    if (slot === undefined) return;
    const bytes = this.#inSlot;
    const start = this.#bytes - bytes;
    this.#slot = undefined;
    this.#inSlot = 0;
    const written = onDisk(this.#path, () => this.#writer.write(slot.memory.subarray(0, bytes), start));
    const work = Promise.all([written, this.#hash.take(slot, bytes, this.#wantedMd5)])
      .catch((error) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#underWay.delete(work);
        this.#hash.giveBack(slot);
      });
    this.#underWay.add(work);
  }
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TransferError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown reason";
    throw (
      (await noRoomFor(path, cause)) ??
      new TransferError("download", `${path} could not be written (${code}).`, { cause })
    );
  }
}
