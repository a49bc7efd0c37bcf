/**
 * A writer of cabinet files as [MS-CAB] describes them: one folder, not compressed, every block with its checksum. What
 * is in the cabs of the emulator is small; so nothing is gained by compressing it.
 */

/** A file to go into a cabinet. */
export interface CabinetFile {
  /** ASCII, without a path. */
  name: string;
  /** Kept to two seconds, from 1980 on. */
  modifiedAt: Date;
  content: Buffer;
}

const headerBytes = 36;
const folderBytes = 8;
const fileBytes = 16;
const dataBytes = 8;
const blockBytes = 32_768;
const archived = 0x20;

/** The exclusive or of 32-bit words; what is left over at the end counts from its last byte on. */
function checksum(bytes: Buffer, seed: number): number {
  const whole = bytes.length - (bytes.length % 4);
  let sum = seed;
  for (let offset = 0; offset < whole; offset += 4) sum ^= bytes.readUInt32LE(offset);
  return (sum ^ bytes.subarray(whole).reduce((word, byte) => (word << 8) | byte, 0)) >>> 0;
}

function dosDate(time: Date): number {
  return ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
}

function dosTime(time: Date): number {
  return (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
}

function fileEntry({ name, modifiedAt, content }: CabinetFile, offset: number): Buffer {
  const entry = Buffer.alloc(fileBytes);
  entry.writeUInt32LE(content.length, 0);
  entry.writeUInt32LE(offset, 4);
  entry.writeUInt16LE(dosDate(modifiedAt), 10);
  entry.writeUInt16LE(dosTime(modifiedAt), 12);
  entry.writeUInt16LE(archived, 14);
  return Buffer.concat([entry, Buffer.from(`${name}\0`, "ascii")]);
}

function dataBlock(content: Buffer): Buffer {
  const head = Buffer.alloc(dataBytes);
  head.writeUInt16LE(content.length, 4);
  head.writeUInt16LE(content.length, 6);
  head.writeUInt32LE(checksum(head.subarray(4), checksum(content, 0)), 0);
  return Buffer.concat([head, content]);
}

function folder(firstBlock: number, blocks: number): Buffer {
  const entry = Buffer.alloc(folderBytes);
  entry.writeUInt32LE(firstBlock, 0);
  entry.writeUInt16LE(blocks, 4);
  return entry;
}

function header(size: number, files: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write("MSCF", 0, "ascii");
  bytes.writeUInt32LE(size, 8);
  bytes.writeUInt32LE(headerBytes + folderBytes, 16);
  bytes.set([3, 1], 24);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(files, 28);
  return bytes;
}

/** A cabinet with these files, in this order. */
export function cabinet(files: readonly CabinetFile[]): Buffer {
  let offset = 0;
  const entries = files.map((file) => {
    offset += file.content.length;
    return fileEntry(file, offset - file.content.length);
  });
  const content = Buffer.concat(files.map((file) => file.content));
  const blocks = Array.from({ length: Math.ceil(content.length / blockBytes) }, (_, block) =>
    dataBlock(content.subarray(block * blockBytes, (block + 1) * blockBytes)),
  );
  const directory = Buffer.concat(entries);
  const data = Buffer.concat(blocks);
  const firstBlock = headerBytes + folderBytes + directory.length;
  return Buffer.concat([
    header(firstBlock + data.length, files.length),
    folder(firstBlock, blocks.length),
    directory,
    data,
  ]);
}
