import { createHash, type Hash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import type { HashAnswer, HashOrder } from "./hash-thread";

interface Stream {
  readonly slots: readonly Uint8Array[];
  sha256: Hash;
  md5: Hash;
}

// Runs in a thread of its own: hashes what lies in shared memory, in the order in which it is told.
const streams = new Map<number, Stream>();
const port = parentPort;
port?.on("message", (order: HashOrder) => port.postMessage(obey(order)));

function obey(order: HashOrder): HashAnswer {
  const stream = streams.get(order.stream);
  switch (order.do) {
    case "open":
      streams.set(order.stream, { slots: order.slots, ...newHashes() });
      return {};
    case "restart":
      if (stream) Object.assign(stream, newHashes());
      return {};
    case "take":
      return stream === undefined ? {} : take(stream, order);
    case "end":
      return { sha256: stream?.sha256.digest("hex"), md5: stream?.md5.digest("hex") };
    case "close":
      streams.delete(order.stream);
      return {};
  }
}

function newHashes() {
  return { sha256: createHash("sha256"), md5: createHash("md5") };
}

function take({ slots, sha256, md5 }: Stream, order: Extract<HashOrder, { do: "take" }>): HashAnswer {
  const { buffer, byteOffset } = slots[order.slot] ?? new Uint8Array();
  const bytes = new Uint8Array(buffer, byteOffset, order.bytes);
  sha256.update(bytes);
  if (order.md5 === "of all") md5.update(bytes);
  return order.md5 === "of each" ? { md5: createHash("md5").update(bytes).digest("hex") } : {};
}
