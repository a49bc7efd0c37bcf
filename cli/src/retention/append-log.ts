import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { replaceFile } from "../atomic-file";

/** What the system says of a disk, or of a share of it, that is full. */
export const diskFullCodes: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A file to which lines are appended, each on the disk before its promise resolves. */
export class AppendLog {
  readonly #file: FileHandle;
  #bytes: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(
    file: FileHandle,
    bytes: number,
    /** What could not be done, in words for the user. */
    readonly warnings: readonly string[],
  ) {
    this.#file = file;
    this.#bytes = bytes;
  }

  /**
   * Gives the file this beginning, wholly or not at all, unless it has it already. Where the disk has no room for it, what
   * was found is used: it means the same in more lines.
   */
  static async open(path: string, text: string, found: string | undefined): Promise<AppendLog> {
    let whole = text;
    const warnings: string[] = [];
    if (text !== found) {
      const write = async (next: FileHandle) => {
        await next.writeFile(text);
        await keepOwner(path, next);
      };
      await replaceFile(path, write, { part: `${path}.new` }).catch((error: NodeJS.ErrnoException) => {
        if (found === undefined || !diskFullCodes.has(error.code ?? "")) throw error;
        // Half a line of a killed process means nothing, and would damage the next one.
        warnings.push(
          `${path} could not be made shorter, for the disk is full (${error.code}). It is used as it is.`,
        );
        whole = found.slice(0, found.lastIndexOf("\n") + 1);
      });
    }
    const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
    const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
    // One that was copied here may be open to all.
    await file.chmod(0o600);
    const bytes = Buffer.byteLength(whole);
    await file.truncate(bytes);
    return new AppendLog(file, bytes, warnings);
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

/** What root does in a user's folder, such as a nightly purge, must not lock that user out. */
async function keepOwner(path: string, next: FileHandle): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && process.geteuid?.() === 0) await next.chown(found.uid, found.gid);
}
