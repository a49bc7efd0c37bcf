import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** What a file is compared by: one whose content is the same is the same, touched or moved or not. */
export interface FileMeasure {
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

/** Reads the whole file, through one small buffer. */
export async function measureFile(path: string): Promise<FileMeasure> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  const file = await open(path, "r");
  try {
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return { bytes, sha256: hash.digest("hex") };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}
