import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { replacing } from "../../../../harness/replaced";
import { failureOf } from "../../../../harness/scripted-service";
import { StreamHash } from "../../../../provider/api/transfer/hash-thread";

const digestOf = (algorithm: "md5" | "sha256", text: string) =>
  createHash(algorithm).update(text).digest("hex");

const slots = (count: number) =>
  Array.from({ length: count }, () => new Uint8Array(new SharedArrayBuffer(8)));

/** The thread that hashes, as it gets its next order. */
async function threadBehind(hash: StreamHash): Promise<Worker> {
  let found: Worker | undefined;
  const noted = (own: Worker["postMessage"]) =>
    function (this: Worker, ...given: Parameters<Worker["postMessage"]>) {
      found = this;
      return Reflect.apply(own, this, given);
    };
  await replacing(Worker.prototype, "postMessage", noted, () => hash.restart());
  return found ?? assert.fail("there is no thread");
}

describe("the thread that computes hashes", () => {
  async function take(hash: StreamHash, text: string, md5: "of each" | "of all" | "none") {
    const slot = await hash.slot();
    slot.memory.write(text);
    const found = await hash.take(slot, text.length, md5);
    hash.giveBack(slot);
    return found;
  }

  it("knows the SHA-256 of all, and the MD5 of each piece or of all, as is wanted", async () => {
    const hash = new StreamHash(slots(2));
    assert.deepEqual(
      [await take(hash, "one", "of each"), await take(hash, "two", "of each")],
      [digestOf("md5", "one"), digestOf("md5", "two")],
    );
    assert.equal((await hash.end()).sha256, digestOf("sha256", "onetwo"));
    await hash.restart();
    assert.equal(await take(hash, "three", "of all"), undefined);
    await take(hash, "four", "of all");
    assert.deepEqual(await hash.end(), {
      sha256: digestOf("sha256", "threefour"),
      md5: digestOf("md5", "threefour"),
    });
    await hash.restart();
    await take(hash, "five", "none");
    assert.notEqual((await hash.end()).md5, digestOf("md5", "five"));
    await hash.close();
  });

  it("takes several streams at once for what they are", async () => {
    const texts = ["left", "right"];
    const hashes = texts.map(() => new StreamHash(slots(1)));
    for (const round of [0, 1, 2]) {
      for (const [which, hash] of hashes.entries()) await take(hash, `${texts[which]}${round}`, "none");
    }
    const found = await Promise.all(hashes.map(async (hash) => (await hash.end()).sha256));
    assert.deepEqual(
      found,
      texts.map((text) => digestOf("sha256", `${text}0${text}1${text}2`)),
    );
    await Promise.all(hashes.map((hash) => hash.close()));
  });

  it("forgets a stream that is closed", async () => {
    const hash = new StreamHash(slots(1));
    await take(hash, "one", "none");
    await hash.close();
    assert.equal((await hash.end()).sha256, undefined);
    assert.equal(await take(hash, "two", "of each"), undefined);
    await hash.restart();
  });

  it("lends no piece of memory while another uses it", async () => {
    const hash = new StreamHash(slots(1));
    const slot = await hash.slot();
    let isLent = false;
    const next = hash.slot().then((other) => {
      isLent = true;
      return other;
    });
    await hash.restart();
    assert.equal(isLent, false);
    hash.giveBack(slot);
    assert.equal(await next, slot);
    await hash.close();
  });

  it("keeps the process alive while a hash is awaited, and no longer", async () => {
    const hash = new StreamHash(slots(1));
    await hash.restart();
    const { ref, unref } = Worker.prototype;
    const asked: string[] = [];
    Worker.prototype.ref = () => void asked.push("ref");
    Worker.prototype.unref = () => void asked.push("unref");
    try {
      const answers = [hash.restart(), hash.restart(), hash.restart()];
      assert.deepEqual(asked, ["ref"]);
      await Promise.all(answers);
    } finally {
      Object.assign(Worker.prototype, { ref, unref });
    }
    assert.deepEqual(asked, ["ref", "unref"]);
    await hash.close();
  });

  it("fails who waits for it when it breaks, with the reason, and is replaced for the next", async () => {
    const hash = new StreamHash(slots(1));
    const slot = await hash.slot();
    const failures = Promise.all([failureOf(hash.take(slot, 9, "none")), failureOf(hash.end())]);
    assert.deepEqual(
      (await failures).map(({ name }) => name),
      ["RangeError", "RangeError"],
    );
    assert.equal((await failureOf(hash.restart())).name, "RangeError");
    await hash.close();
    const next = new StreamHash(slots(1));
    await take(next, "one", "none");
    assert.equal((await next.end()).sha256, digestOf("sha256", "one"));
  });

  it("fails who waits for it when it ends", async () => {
    const hash = new StreamHash(slots(1));
    const thread = await threadBehind(hash);
    const ended = thread.terminate();
    assert.match((await failureOf(hash.end())).message, /The thread that computes hashes has ended/);
    await ended;
  });
});
