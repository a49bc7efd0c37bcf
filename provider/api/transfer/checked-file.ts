import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { TransferError } from "../errors/transfer-error";
import type { StreamedBody } from "../http/exchange";
import type { FileMeasure } from "./hash-file";

/** A file that was measured: nothing else is sent whole. */
export interface CheckedFile extends FileMeasure {
  readonly path: string;
  /** Told after each piece: bytes that are on their way, of all. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * The file as the body of a request, read again for each attempt, a few pieces in memory at a time. Its last piece is held
 * back until all is what was measured: of a file that changes meanwhile the service gets no whole request.
 */
export function bodyOfFile({ path, bytes, sha256, onProgress }: CheckedFile): StreamedBody {
  return {
    bytes,
    async *pieces() {
      const hash = createHash("sha256");
      let read = 0;
      let sent = 0;
      let held: Buffer | undefined;
      for await (const piece of readable(path)) {
        read += piece.length;
        // Of a longer file the piece that is held back would be the last of the request.
        if (read > bytes) throw changed(path);
        hash.update(piece);
        if (held !== undefined) {
          yield held;
          sent += held.length;
          onProgress?.(sent);
        }
        held = piece;
      }
      const isSame = read === bytes && hash.digest("hex") === sha256;
      if (held === undefined || !isSame) throw changed(path);
      yield held;
      onProgress?.(bytes);
    },
  };
}

async function* readable(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new TransferError("upload", `${basename(path)} could not be read (${code}).`, { cause });
  }
}

function changed(path: string): TransferError {
  return new TransferError(
    "upload",
    `${basename(path)} changed while it was sent; nothing was handed in. Run it again when nothing writes to it any more.`,
  );
}
