import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { replaceFile } from "../atomic-file";
import { ChangedFileError } from "../retention/changed-file";

/**
 * Writes a file again, gzipped, a small piece in memory at a time. It is called `<to>.part` until it is whole; a failure
 * leaves nothing behind.
 *
 * @param from with the SHA-256 that its content must have, in hexadecimal digits
 * @throws ChangedFileError when it has another one
 */
export async function gzipFile(
  from: { readonly path: string; readonly sha256: string },
  to: string,
  signal?: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const read = measure();
  const written = measure();
  await replaceFile(to, async (_, part) => {
    const pieces = createReadStream(from.path, { highWaterMark: 1024 * 1024 });
    const gzip = createGzip({ chunkSize: 256 * 1024 });
    await pipeline(pieces, read.pass, gzip, written.pass, createWriteStream(part), { signal });
    if (read.end().sha256 !== from.sha256) throw new ChangedFileError(from.path);
  });
  return written.end();
}

/** Hashes what passes. */
function measure() {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    async *pass(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    end: () => ({ bytes, sha256: hash.digest("hex") }),
  };
}
