import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/**
 * Writes a file again, gzipped, a small piece in memory at a time. It is called `<to>.part` until it is whole; a failure
 * leaves nothing behind.
 */
export async function gzipFile(
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const part = `${to}.part`;
  const hash = createHash("sha256");
  let bytes = 0;
  async function* measured(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  try {
    const pieces = createReadStream(from, { highWaterMark: 1024 * 1024 });
    // A new file, for its owner only.
    await rm(part, { force: true });
    const written = createWriteStream(part, { flush: true, flags: "wx", mode: 0o600 });
    await pipeline(pieces, createGzip({ chunkSize: 256 * 1024 }), measured, written, { signal });
    await rename(part, to);
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
