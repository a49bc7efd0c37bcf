import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import PQueue from "p-queue";
import { type BlobLink, type BlobSurroundings, openBlockBlob } from "./block-blob";
import { TransferError } from "./errors/transfer-error";

// Four blocks in memory at a time, whatever the file's size.
const blockBytes = 2 * 1024 * 1024;
const blocksAtOnce = 4;

/** A file to be put behind a link of the service. The signal stops it; what is there stays for the next attempt. */
export interface Upload extends BlobLink {
  /** The file, which must not change meanwhile. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Told after each block: bytes that are there, of all. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Puts a file into a block blob, in parallel blocks, each checked by its MD5. Blocks that are there already from an
 * earlier attempt are not sent again, and neither is a blob that is complete.
 *
 * @throws TransferError
 */
export async function uploadFile(surroundings: BlobSurroundings, upload: Upload): Promise<void> {
  const file = await open(upload.path, "r");
  try {
    await uploadOpened(surroundings, upload, file);
  } finally {
    await file.close();
  }
}

async function uploadOpened(surroundings: BlobSurroundings, upload: Upload, file: FileHandle): Promise<void> {
  const blob = await openBlockBlob(surroundings, upload);
  const there = await blob.properties();
  if (there?.size === upload.size && there.sha256 === upload.sha256) return;
  const staged = await blob.stagedBlocks();
  const count = Math.ceil(upload.size / blockBytes);
  const names = new Array<string>(count);
  let bytes = 0;
  const queue = new PQueue({ concurrency: blocksAtOnce });
  // Used again and again: garbage of this size is collected late.
  const buffers = Array.from({ length: Math.min(blocksAtOnce, count) }, () => Buffer.allocUnsafe(blockBytes));
  const blocks = Array.from({ length: count }, (_, index) => async () => {
    upload.signal.throwIfAborted();
    const buffer = buffers.pop() ?? Buffer.allocUnsafe(blockBytes);
    const block = await readBlock(file, buffer, index * blockBytes, upload.size);
    const md5 = createHash("md5").update(block).digest();
    // The name tells place and content, so that a block of another version of the file is never taken for this one.
    const name = Buffer.from(`${String(index).padStart(6, "0")}-${md5.toString("hex")}`).toString("base64");
    names[index] = name;
    if (staged.get(name) !== block.length) await blob.stage(name, block, md5);
    buffers.push(buffer);
    bytes += block.length;
    upload.onProgress?.(bytes);
  });
  try {
    await queue.addAll(blocks);
  } catch (error) {
    // Nobody may read from the file any more when it is closed.
    queue.clear();
    await queue.onIdle();
    throw error;
  }
  await blob.commit(names, upload.sha256);
}

async function readBlock(file: FileHandle, buffer: Buffer, start: number, size: number): Promise<Buffer> {
  const block = buffer.subarray(0, Math.min(blockBytes, size - start));
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, start + filled);
    if (bytesRead === 0) throw new TransferError("upload", "the file became shorter while it was read");
    filled += bytesRead;
  }
  return block;
}
