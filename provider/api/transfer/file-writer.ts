import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** After so much more in the system's cache the disk begins to write, so that little is left to wait for at the end. */
const bytesBetweenSyncs = 64 * 1024 * 1024;

/** What goes past the cache begins and ends at one, in memory and in the file; every disk takes that. */
const pageBytes = 4096;

/**
 * Writes pieces to their places in a file, in turn: several at once wait for the same lock, and take twice as much of the
 * processor. Whole pages go past the system's cache where the file system allows it: to copy them there takes more of the
 * processor than all else that a download does. The rest, and what is refused, is written the usual way.
 */
export class FileWriter {
  readonly #file: FileHandle;
  /** The same file, past the cache. */
  #direct: Promise<FileHandle | undefined> | undefined;
  #lastWrite: Promise<void> = Promise.resolve();
  #bytesSinceSync = 0;
  #isSyncing = false;
  #syncs: Promise<unknown> = Promise.resolve();

  /** @param file is closed by the writer */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Resolves when all bytes are written; the caller leaves them alone until then. After a failure nothing is written. */
  write(bytes: Buffer, position: number): Promise<void> {
    this.#lastWrite = this.#lastWrite.then(async () => {
      const written = await this.#writePages(bytes, position);
      await this.#writeRest(bytes, written, position);
      this.#bytesSinceSync += bytes.length - written;
      if (this.#bytesSinceSync >= bytesBetweenSyncs && !this.#isSyncing) this.#syncEarly();
    });
    return this.#lastWrite;
  }

  /** Resolves when the disk has all that was written. The system reports a failure once: an earlier one is thrown here. */
  async sync(): Promise<void> {
    this.#syncs = this.#syncs.then(() => this.#file.sync());
    await this.#syncs;
  }

  /** Throws where anything that was written may be lost: a failed sync is thrown here, too. */
  async close(): Promise<void> {
    const direct = await this.#direct;
    this.#direct = undefined;
    try {
      await direct?.close();
      await this.#syncs;
    } finally {
      await this.#file.close();
    }
  }

  /** How many bytes went past the cache. */
  async #writePages(bytes: Buffer, position: number): Promise<number> {
    if (position % pageBytes !== 0 || bytes.length % pageBytes !== 0) return 0;
    this.#direct ??= openDirect(this.#file);
    const direct = await this.#direct;
    if (direct === undefined) return 0;
    try {
      return (await direct.write(bytes, 0, bytes.length, position)).bytesWritten;
    } catch {
      // Mostly the file system allows no such writes. Any other failure comes again when the usual way is tried.
      this.#direct = direct.close().then(
        () => undefined,
        () => undefined,
      );
      return 0;
    }
  }

  async #writeRest(bytes: Buffer, begin: number, position: number): Promise<void> {
    // Mostly all is written at once; a disk that is nearly full takes less.
    for (let written = begin; written < bytes.length; ) {
      const rest = bytes.length - written;
      written += (await this.#file.write(bytes, written, rest, position + written)).bytesWritten;
    }
  }

  #syncEarly(): void {
    this.#bytesSinceSync = 0;
    this.#isSyncing = true;
    const sync = this.#file.datasync().finally(() => {
      this.#isSyncing = false;
    });
    this.#syncs = Promise.all([this.#syncs, sync]);
    this.#syncs.catch(() => undefined);
  }
}

/** Undefined where the system, or the file system, has no such thing. */
async function openDirect({ fd }: FileHandle): Promise<FileHandle | undefined> {
  // Only Linux has it and this way to open the very file again, whatever its name leads to now.
  if (process.platform !== "linux") return undefined;
  return open(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_DIRECT).catch(() => undefined);
}
