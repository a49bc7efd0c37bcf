import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import PQueue from "p-queue";
import { TransferError } from "../errors/transfer-error";
import type { RequestPolicy } from "../http/request-policy";
import { type BlobLink, type BlockBlob, openBlockBlob } from "./block-blob";
import { type Slot, StreamHash } from "./hash-thread";

// A few blocks in memory at a time, whatever the file's size: some on their way, and one that is read and hashed.
const blockBytes = 4 * 1024 * 1024;
const blocksAtOnce = 4;
const blocksInMemory = blocksAtOnce + 1;

/** A file to be put behind a link of the service. The signal stops it; what is there stays for the next attempt. */
export interface Upload extends BlobLink {
  readonly path: string;
  readonly size: number;
  /** Of the content that was checked, in hexadecimal digits: nothing else is committed. */
  readonly sha256: string;
  /** Told after each block: bytes that are there, of all. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Puts a file into a block blob, in parallel blocks, each checked by its MD5, and all by the SHA-256 of what was sent.
 * Blocks that are there already from an earlier attempt are not sent again, and neither is a blob that is complete.
 * When the file is not what was checked, or changes meanwhile, the store keeps no file of it.
 *
 * @throws TransferError
 */
export async function uploadFile(policy: RequestPolicy, upload: Upload): Promise<void> {
  const blob = await openBlockBlob(policy, upload);
  const there = await blob.properties();
  // Only what was hashed on its way is known to be what it says it is.
  if (there?.size === upload.size && there.sentSha256 === upload.sha256) return;
  const file = await open(upload.path, constants.O_RDONLY);
  const slotBytes = Math.min(blockBytes, Math.max(upload.size, 1));
  const slots = Array.from(
    { length: blocksInMemory },
    () => new Uint8Array(new SharedArrayBuffer(slotBytes)),
  );
  const hashes = new StreamHash(slots);
  try {
    const before = await file.stat({ bigint: true });
    // What has grown since would be cut off, and be committed as what it was.
    if (before.size !== BigInt(upload.size)) throw changed(upload);
    const blocks = new Blocks(upload, file, hashes);
    await sendAll(upload, blob, blocks);
    const { sha256 } = await hashes.end();
    const after = await stat(upload.path, { bigint: true }).catch(() => undefined);
    if (sha256 !== upload.sha256 || after === undefined || !isSame(before, after)) throw changed(upload);
    await blob.commit(blocks.names, sha256);
  } finally {
    await Promise.allSettled([file.close(), hashes.close()]);
  }
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.size === other.size && one.mtimeNs === other.mtimeNs && one.ino === other.ino && one.dev === other.dev
  );
}

function changed({ path }: Upload): TransferError {
  return new TransferError(
    "upload",
    `${basename(path)} changed while it was uploaded; nothing was committed. Try again when nothing writes to it any more.`,
  );
}

interface Block {
  readonly name: string;
  readonly bytes: Buffer;
  readonly md5: Buffer;
  readonly slot: Slot;
}

/** The blocks of a file in their order, each read once: what is sent is what was hashed. */
class Blocks {
  readonly names: string[] = [];
  readonly count: number;
  #begun = 0;
  #reading: Promise<unknown> = Promise.resolve();
  #ahead: Promise<Block> | undefined;

  constructor(
    private readonly upload: Upload,
    private readonly file: FileHandle,
    private readonly hashes: StreamHash,
  ) {
    this.count = Math.ceil(upload.size / blockBytes);
  }

  /** The next block; whoever has sent it gives its slot back. The one after it is read and hashed meanwhile. */
  next(): Promise<Block> {
    const block = this.#ahead ?? this.#begin();
    this.#ahead = this.#begun < this.count ? this.#begin() : undefined;
    return block;
  }

  /** Resolves when nothing is read any more. */
  async idle(): Promise<void> {
    await this.#reading;
  }

  giveBack(slot: Slot): void {
    this.hashes.giveBack(slot);
  }

  #begin(): Promise<Block> {
    const index = this.#begun++;
    // One after the other, so that the hash of all takes them in their order.
    const read = this.#reading.then(() => this.#read(index));
    this.#reading = read.catch(() => undefined);
    const block = read.then(async ({ slot, bytes, digest }) => {
      const md5 = await digest.catch((error: unknown) => {
        this.giveBack(slot);
        throw error;
      });
      // The name tells place and content, so that a block of another version of the file is never taken for this one.
      const name = Buffer.from(`${String(index).padStart(6, "0")}-${md5}`).toString("base64");
      this.names[index] = name;
      return { name, bytes, md5: Buffer.from(md5 ?? "", "hex"), slot };
    });
    // Whoever takes it gets the error.
    block.catch(() => undefined);
    return block;
  }

  async #read(index: number) {
    const slot = await this.hashes.slot();
    try {
      const bytes = await this.#fill(slot, index * blockBytes);
      const digest = this.hashes.take(slot, bytes.length, "of each");
      digest.catch(() => undefined);
      return { slot, bytes, digest };
    } catch (error) {
      this.giveBack(slot);
      throw error;
    }
  }

  async #fill({ memory }: Slot, start: number): Promise<Buffer> {
    const bytes = memory.subarray(0, Math.min(blockBytes, this.upload.size - start));
    for (let filled = 0; filled < bytes.length; ) {
      const { bytesRead } = await this.file.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) throw changed(this.upload);
      filled += bytesRead;
    }
    return bytes;
  }
}

async function sendAll(upload: Upload, blob: BlockBlob, blocks: Blocks): Promise<void> {
  const staged = await blob.stagedBlocks();
  const queue = new PQueue({ concurrency: blocksAtOnce });
  let sent = 0;
  const tasks = Array.from({ length: blocks.count }, () => async () => {
    upload.signal.throwIfAborted();
    const { name, bytes, md5, slot } = await blocks.next();
    try {
      if (staged.get(name) !== bytes.length) await blob.stage(name, bytes, md5);
    } finally {
      blocks.giveBack(slot);
    }
    sent += bytes.length;
    upload.onProgress?.(sent);
  });
  try {
    await queue.addAll(tasks);
  } catch (error) {
    // Nobody may read from the file any more when it is closed.
    queue.clear();
    await queue.onIdle();
    await blocks.idle();
    throw error;
  }
}
