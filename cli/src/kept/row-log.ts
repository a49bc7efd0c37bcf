import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A file to which lines are appended, each on the disk before its promise resolves. */
export class RowLog {
  readonly #file: FileHandle;
  #bytes: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Gives the file this beginning, wholly or not at all, unless it has it already. */
  static async open(path: string, text: string, found: string | undefined): Promise<RowLog> {
    if (text !== found) await replace(path, text);
    const file = await open(path, "a", 0o600);
    // One that was copied here may be open to all.
    await file.chmod(0o600);
    return new RowLog(file, Buffer.byteLength(text));
  }

  append(text: string): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  /** What is asked for while the disk is busy is written at once afterwards: the disk is waited for once for all. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.#write(Buffer.from(batch.map(({ text }) => text).join("")));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = undefined;
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
      await this.#file.datasync();
      this.#bytes += bytes.length;
    } catch (error) {
      // Half a line, of a disk that is full, would damage the next one.
      await this.#file.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
  }
}

async function replace(path: string, text: string): Promise<void> {
  await rm(`${path}.new`, { force: true });
  const next = await open(`${path}.new`, "wx", 0o600);
  try {
    await next.writeFile(text);
    await next.sync();
  } finally {
    await next.close();
  }
  await rename(`${path}.new`, path);
  // Windows has no handle of a folder.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
