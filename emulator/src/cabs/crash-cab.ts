import { createHash } from "node:crypto";
import type { Cells } from "../failures/dimension";
import { cabinet } from "./cabinet";

const kib = 1024;
/** What the made-up memory of a dump takes, by type of cab. */
const memoryBytes: Readonly<Record<string, number>> = { MINI: 12 * kib, FULL: 200 * kib };

const headerBytes = 32;
const entryBytes = 12;
const commentStream = 10;
/** The first stream number that applications may use. */
const ownStream = 0x10000;

/** A minidump as a debugger would know it by its head: a comment, and bytes that stand for memory. */
function minidump(comment: string, memory: Buffer, time: Date): Buffer {
  const streams = [
    { type: commentStream, content: Buffer.from(`${comment}\0`, "latin1") },
    { type: ownStream, content: memory },
  ];
  const head = Buffer.alloc(headerBytes + streams.length * entryBytes);
  head.write("MDMP", 0, "ascii");
  head.writeUInt32LE(0xa793, 4);
  head.writeUInt32LE(streams.length, 8);
  head.writeUInt32LE(headerBytes, 12);
  head.writeUInt32LE(Math.floor(time.getTime() / 1000), 20);
  let place = head.length;
  streams.forEach(({ type, content }, index) => {
    const entry = headerBytes + index * entryBytes;
    head.writeUInt32LE(type, entry);
    head.writeUInt32LE(content.length, entry + 4);
    head.writeUInt32LE(place, entry + 8);
    place += content.length;
  });
  return Buffer.concat([head, ...streams.map(({ content }) => content)]);
}

/**
 * The cab of a failure, given the failure's cells: a minidump and a text that says which failure it is of. The same cells
 * give the same bytes.
 */
export function crashCab(cells: Cells): Buffer {
  const { CabIdHash = "", CabType = "MINI", CabCollectionTime, FailureName = "" } = cells;
  const modifiedAt = new Date(`${CabCollectionTime}Z`);
  const outputLength = memoryBytes[CabType] ?? 0;
  const memory = createHash("shake256", { outputLength }).update(CabIdHash).digest();
  const lines = Object.entries(cells).map(([name, value]) => `${name}: ${value}\r\n`);
  return cabinet([
    { name: "memory.dmp", modifiedAt, content: minidump(FailureName, memory, modifiedAt) },
    { name: "failure.txt", modifiedAt, content: Buffer.from(lines.join(""), "utf8") },
  ]);
}
