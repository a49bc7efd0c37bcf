import type { FileHandle } from "node:fs/promises";

/** After so much more the disk begins to write, so that little is left to wait for at the end. */
const bytesBetweenSyncs = 64 * 1024 * 1024;

/**
 * Writes pieces to their places in a file, in turn: several at once wait for the same lock, and take twice as much of the
 * processor.
 */
export class FileWriter {
  readonly #file: FileHandle;
  #lastWrite: Promise<void> = Promise.resolve();
  #bytesSinceSync = 0;
  #isSyncing = false;
  #earlySyncs: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Resolves when all bytes are written; the caller leaves them alone until then. After a failure nothing is written. */
  write(bytes: Buffer, position: number): Promise<void> {
    this.#lastWrite = this.#lastWrite.then(async () => {
      await this.#writeAll(bytes, position);
      this.#bytesSinceSync += bytes.length;
      if (this.#bytesSinceSync >= bytesBetweenSyncs && !this.#isSyncing) this.#syncEarly();
    });
    return this.#lastWrite;
  }

  /** Resolves when the disk has all that was written. The system reports a failure once: an earlier one is thrown here. */
  async sync(): Promise<void> {
    await this.#earlySyncs;
    await this.#file.sync();
  }

  async #writeAll(bytes: Buffer, position: number): Promise<void> {
    // Mostly all is written at once; a disk that is nearly full takes less.
    for (let written = 0; written < bytes.length; ) {
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
    this.#earlySyncs = Promise.all([this.#earlySyncs, sync]);
    this.#earlySyncs.catch(() => undefined);
  }
}
