import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { BlockBlobClient, RestError } from "@azure/storage-blob";
import PQueue from "p-queue";
import { TransferError } from "./errors/transfer-error";
import { redact } from "./redact";

// Four blocks in memory at a time, whatever the file's size.
const blockBytes = 2 * 1024 * 1024;
const blocksAtOnce = 4;

/** Loaded when it is needed: many programs never upload, and the library is large. */
async function openBlob(link: string): Promise<Blob> {
  const { BlockBlobClient } = await import("@azure/storage-blob");
  return new BlockBlobClient(link);
}

type Blob = Pick<BlockBlobClient, "commitBlockList" | "getBlockList" | "getProperties" | "stageBlock">;

function isRefusal(error: unknown): error is RestError {
  return error instanceof Error && error.name === "RestError";
}

export interface Upload {
  /** The file, which must not change meanwhile. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Asks for a link that is valid now. Called at the start, and again when a link has expired. */
  readonly link: () => Promise<string>;
  /** Stops the upload; what is there stays there for the next attempt. */
  readonly signal: AbortSignal;
  /** How long one request may take, a block of 2 MiB included. Default 100,000. */
  readonly requestTimeoutMs?: number;
  /** Told after each block: bytes that are there, of all. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Puts a file into a block blob, in parallel blocks, each checked by its MD5. Blocks that are there already from an
 * earlier attempt are not sent again, and neither is a blob that is complete.
 *
 * @throws TransferError
 */
export async function uploadFile(upload: Upload): Promise<void> {
  const file = await open(upload.path, "r");
  try {
    await uploadOpened(upload, file);
  } catch (cause) {
    throw isRefusal(cause) ? new TransferError("upload", whyRefused(cause), { cause }) : cause;
  } finally {
    await file.close();
  }
}

/** Whether somebody has put a file where the link points. */
export async function isBlobThere(link: string, signal: AbortSignal): Promise<boolean> {
  try {
    const target = await openTarget({ link: async () => link, signal });
    const { contentLength = 0 } = await target.run((blob, abortSignal) =>
      blob.getProperties({ abortSignal }),
    );
    return contentLength > 0;
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    if (cause.statusCode === 404) return false;
    throw new TransferError("upload", whyRefused(cause), { cause });
  }
}

/** The content of the file where the link points, as `uploadFile` noted it; undefined where nobody did. */
export async function sha256Behind(link: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const target = await openTarget({ link: async () => link, signal });
    const { metadata } = await target.run((blob, abortSignal) => blob.getProperties({ abortSignal }));
    return metadata?.sha256;
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    if (cause.statusCode === 404) return undefined;
    throw new TransferError("upload", whyRefused(cause), { cause });
  }
}

async function uploadOpened(upload: Upload, file: FileHandle): Promise<void> {
  const target = await openTarget(upload);
  const isThere = await target.run((blob, abortSignal) => isComplete(blob, upload, abortSignal));
  if (isThere) return;
  const staged = await target.run(stagedBlocks);
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
    if (staged.get(name) !== block.length) {
      await target.run((blob, abortSignal) =>
        blob.stageBlock(name, block, block.length, { transactionalContentMD5: md5, abortSignal }),
      );
    }
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
  await target.run((blob, abortSignal) =>
    blob.commitBlockList(names, { metadata: { sha256: upload.sha256 }, abortSignal }),
  );
}

type BlobCall<T> = (blob: Blob, abortSignal: AbortSignal) => Promise<T>;

interface Target {
  /** Runs a call; when the link has expired meanwhile, once more with a fresh one. */
  run<T>(call: BlobCall<T>): Promise<T>;
}

type Way = Pick<Upload, "link" | "signal" | "requestTimeoutMs">;

async function openTarget({ link, signal, requestTimeoutMs = 100_000 }: Way): Promise<Target> {
  let blob = Promise.resolve(await openBlob(await link()));
  return {
    async run(call) {
      const used = blob;
      try {
        return await inTime(call, await used, signal, requestTimeoutMs);
      } catch (error) {
        if (!isRefusal(error) || error.statusCode !== 403) throw error;
        // Of many blocks that find the link expired, one asks for a fresh one.
        if (blob === used) blob = link().then(openBlob);
        return inTime(call, await blob, signal, requestTimeoutMs);
      }
    },
  };
}

const tries = 3;

/** Tries again when no answer comes: the library would wait for it for ever. */
async function inTime<T>(call: BlobCall<T>, blob: Blob, signal: AbortSignal, limitMs: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const limit = AbortSignal.timeout(limitMs);
    try {
      return await call(blob, AbortSignal.any([signal, limit]));
    } catch (cause) {
      signal.throwIfAborted();
      if (!limit.aborted) throw cause;
      if (attempt < tries) continue;
      const seconds = limitMs / 1000;
      throw new TransferError(
        "upload",
        `the blob store gave no answer within ${seconds} s (devcenter:requestTimeoutSeconds)`,
        { cause },
      );
    }
  }
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

async function isComplete(blob: Blob, { size, sha256 }: Upload, abortSignal: AbortSignal): Promise<boolean> {
  try {
    const { contentLength, metadata } = await blob.getProperties({ abortSignal });
    return contentLength === size && metadata?.sha256 === sha256;
  } catch (error) {
    if (isRefusal(error) && error.statusCode === 404) return false;
    throw error;
  }
}

async function stagedBlocks(blob: Blob, abortSignal: AbortSignal): Promise<Map<string, number>> {
  try {
    const { uncommittedBlocks } = await blob.getBlockList("uncommitted", { abortSignal });
    return new Map(uncommittedBlocks?.map(({ name, size }) => [name, size]));
  } catch (error) {
    if (isRefusal(error) && error.statusCode === 404) return new Map();
    throw error;
  }
}

function whyRefused({ statusCode, code, message }: RestError): string {
  const status = statusCode === undefined ? "" : ` with ${statusCode}`;
  return `the blob store refused${status}${code ? ` (${code})` : ""}: ${redact(message).split("\n")[0]}`;
}
