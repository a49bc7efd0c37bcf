import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { replaceFile } from "../atomic-file";

/**
 * Writes a file again, gzipped, a small piece in memory at a time. It is called `<to>.part` until it is whole; a failure
 * leaves nothing behind.
 */
export async function gzipFile(
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* measured(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  await replaceFile(to, (_, part) => {
    const pieces = createReadStream(from, { highWaterMark: 1024 * 1024 });
    return pipeline(pieces, createGzip({ chunkSize: 256 * 1024 }), measured, createWriteStream(part), {
      signal,
    });
  });
  return { bytes, sha256: hash.digest("hex") };
}
