import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { TransferError } from "./errors/transfer-error";
import { noRoomFor } from "./room-on-disk";

const mark = z.object({
  /** The store's name for this very content; a strong one. */
  etag: z.string(),
  size: z.number().optional(),
  /** Base64, where the store knows it. */
  md5: z.string().optional(),
});

/** Of what the bytes in a part are the beginning. */
export type Mark = Partial<z.output<typeof mark>>;

const atOnce = 1024 * 1024;

/**
 * A file that is still to become whole: `<path>.part`, with `<path>.part.json` beside it, which says of what it is the
 * beginning, so that another process can go on with it.
 */
export class Part {
  readonly #path: string;
  readonly #file: FileHandle;
  #bytes = 0;
  // Pieces come small, and a trip to the disk for each would cost as much as the network.
  #collected: Buffer[] = [];
  #collectedBytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #mark: Mark = {};
  #sha256 = createHash("sha256");
  #md5: Hash | undefined;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens the part of an earlier attempt, or a new one. */
  static open(path: string, isPersonal = false): Promise<Part> {
    return onDisk(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      const found = await stat(path).catch(() => undefined);
      // Better now than when everything is there and cannot be renamed.
      if (found?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      const mode = isPersonal ? 0o600 : 0o666;
      const file = await open(`${path}.part`, constants.O_RDWR | constants.O_CREAT, mode);
      // One that is there already may have been begun otherwise.
      if (isPersonal) await file.chmod(mode);
      const part = new Part(path, file);
      try {
        await part.#pickUp();
        return part;
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /** How many bytes are there. */
  get bytes(): number {
    return this.#bytes;
  }

  get mark(): Mark {
    return this.#mark;
  }

  /** SHA-256 of what is there, in hexadecimal digits. Ends the part: nothing can be appended any more. */
  sha256(): string {
    return this.#sha256.digest("hex");
  }

  /** Whether what is there has the length and the MD5 that the store promised, as far as it did. */
  isWhole(): boolean {
    const { size, md5 } = this.#mark;
    return (
      (size === undefined || size === this.#bytes) &&
      (md5 === undefined || this.#md5?.copy().digest("base64") === md5)
    );
  }

  /** Throws away what is there; what comes now is marked so. Without an ETag no later attempt can go on with it. */
  begin(to: Mark): Promise<void> {
    return onDisk(this.#path, async () => {
      await rm(this.#markPath, { force: true });
      await this.#file.truncate(0);
      this.#mark = to;
      this.#bytes = 0;
      this.#sha256 = createHash("sha256");
      this.#md5 = to.md5 === undefined ? undefined : createHash("md5");
      if (to.etag !== undefined) await writeWhole(this.#markPath, JSON.stringify(to));
    });
  }

  /** Takes a piece. What comes next can be taken when the promise resolves; the disk may be behind until `flush`. */
  async append(chunk: Buffer): Promise<void> {
    // At once, while it is in the processor's cache.
    this.#take(chunk);
    this.#collected.push(chunk);
    this.#collectedBytes += chunk.length;
    if (this.#collectedBytes >= atOnce) await this.#write();
  }

  /** Resolves when all that was taken is written. */
  async flush(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  /** Gives the file its name. */
  finish(): Promise<void> {
    return onDisk(this.#path, async () => {
      await this.#file.sync();
      await this.#file.close();
      await rename(`${this.#path}.part`, this.#path);
      await rm(this.#markPath, { force: true });
    });
  }

  /** Leaves it for a later attempt, unless there is nothing to go on with. */
  async leave(): Promise<void> {
    await this.flush().catch(() => undefined);
    await this.#file.close().catch(() => undefined);
    if (this.#bytes > 0 && this.#mark.etag !== undefined) return;
    await rm(`${this.#path}.part`, { force: true }).catch(() => undefined);
    await rm(this.#markPath, { force: true }).catch(() => undefined);
    // Left where the disk was full.
    await rm(`${this.#markPath}.new`, { force: true }).catch(() => undefined);
  }

  get #markPath(): string {
    return `${this.#path}.part.json`;
  }

  async #pickUp(): Promise<void> {
    const found = await readMark(this.#markPath);
    const { size } = await this.#file.stat();
    if (found === undefined || size > (found.size ?? size)) return this.begin({});
    this.#mark = found;
    this.#md5 = found.md5 === undefined ? undefined : createHash("md5");
    // Where all is there already, the last byte is fetched again, so that the store says whether it still has the same.
    const kept = size > 0 && size === found.size ? size - 1 : size;
    while (this.#bytes < kept) {
      const block = Buffer.allocUnsafe(Math.min(atOnce, kept - this.#bytes));
      const { bytesRead } = await this.#file.read(block, 0, block.length, this.#bytes);
      this.#take(block.subarray(0, bytesRead));
    }
  }

  /** Hands what was collected to the disk, once it has written what it was given before. */
  async #write(): Promise<void> {
    await this.#writing;
    const chunks = this.#collected;
    const start = this.#bytes - this.#collectedBytes;
    this.#collected = [];
    this.#collectedBytes = 0;
    this.#writing = onDisk(this.#path, () => writeAll(this.#file, chunks, start));
    // Whoever waits for it next is told.
    this.#writing.catch(() => undefined);
  }

  #take(bytes: Buffer): void {
    this.#sha256.update(bytes);
    this.#md5?.update(bytes);
    this.#bytes += bytes.length;
  }
}

/** Undefined when there is none, or none that can be trusted. */
async function readMark(path: string): Promise<Mark | undefined> {
  try {
    return mark.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

async function writeAll(file: FileHandle, chunks: readonly Buffer[], start: number): Promise<void> {
  let left = chunks;
  for (let at = start; left.length > 0; ) {
    const { bytesWritten } = await file.writev(left, at);
    at += bytesWritten;
    left = withoutFirst(left, bytesWritten);
  }
}

/** Mostly all was written; a disk that is nearly full takes less. */
function withoutFirst(chunks: readonly Buffer[], bytes: number): Buffer[] {
  let toSkip = bytes;
  return chunks.flatMap((chunk) => {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    return skipped === chunk.length ? [] : [chunk.subarray(skipped)];
  });
}

/** A process can be killed at any moment, and half a mark would say something wrong. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
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
