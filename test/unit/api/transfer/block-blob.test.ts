import assert from "node:assert/strict";
import { MockAgent } from "undici";
import {
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openBlockBlob } from "../../../../provider/api/transfer/block-blob";

const LINK = `${ENDPOINT}/box/driver.hlkx?sv=2024-05-04&sig=HUSH1`;
const FRESH = `${ENDPOINT}/box/driver.hlkx?sv=2024-05-04&sig=HUSH2`;

/** A store that gives prepared answers in order, and remembers what it was asked. */
async function blobOf(answers: readonly ScriptedAnswer[], links: readonly string[] = [LINK]) {
  const { network, sent } = scriptedService(...answers);
  const clock = standingClock();
  const asked = [...links];
  const blob = await openBlockBlob(
    { network, clock, requestTimeoutMs: 60_000, random: () => 0.5 },
    { link: async () => asked.shift() ?? LINK, signal: new AbortController().signal },
  );
  return { blob, sent, clock };
}

const refusal = (code: string, message: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}\nRequestId:1</Message></Error>`;

describe("a block blob", () => {
  it("tells size and hash of what is there", async () => {
    const headers = {
      "content-length": "4196352",
      "x-ms-meta-sha256": "ab12",
      "x-ms-blob-type": "BlockBlob",
    };
    const { blob } = await blobOf([{ status: 200, headers }]);
    assert.deepEqual(await blob.properties(), { size: 4196352, sha256: "ab12", sentSha256: undefined });
  });

  it("tells that nothing is there", async () => {
    const { blob } = await blobOf([{ status: 404 }, { status: 404, body: refusal("BlobNotFound", "none") }]);
    assert.equal(await blob.properties(), undefined);
    assert.equal((await blob.stagedBlocks()).size, 0);
  });

  it("lists the blocks that wait for a commit", async () => {
    const block = (name: string, size: number) => `<Block><Name>${name}</Name><Size>${size}</Size></Block>`;
    const body = `<BlockList><UncommittedBlocks>${block("MDA=", 4194304)}${block("MDE=", 3)}</UncommittedBlocks></BlockList>`;
    const { blob, sent } = await blobOf([{ status: 200, body }]);
    assert.deepEqual(
      [...(await blob.stagedBlocks())],
      [
        ["MDA=", 4_194_304],
        ["MDE=", 3],
      ],
    );
    assert.match(sent[0]?.path ?? "", /comp=blocklist&blocklisttype=uncommitted/);
  });

  it("sends a block with its MD5, and names it so that the store reads the same name", async () => {
    const { blob, sent } = await blobOf([{ status: 201 }]);
    await blob.stage("+/8=", Buffer.from("abc"), Buffer.from("900150983cd24fb0d6963f7d28e17f72", "hex"));
    const query = new URL(`${ENDPOINT}${sent[0]?.path}`).searchParams;
    assert.deepEqual([query.get("comp"), query.get("blockid"), query.get("sig")], ["block", "+/8=", "HUSH1"]);
    assert.equal(sent[0]?.headers["content-md5"], "kAFQmDzST7DWlj99KOF/cg==");
  });

  it("commits the blocks in their order, with the hash of the whole", async () => {
    const { blob, sent } = await blobOf([{ status: 201 }]);
    await blob.commit(["MDA=", "MDE="], "ab12");
    const list = "<BlockList><Latest>MDA=</Latest><Latest>MDE=</Latest></BlockList>";
    assert.ok(String(sent[0]?.text).endsWith(list));
    assert.equal(sent[0]?.headers["x-ms-meta-sha256"], "ab12");
  });

  for (const status of [401, 403]) {
    it(`asks for a fresh link when one has expired (${status})`, async () => {
      const { blob, sent } = await blobOf([{ status }, { status: 201 }], [LINK, FRESH]);
      await blob.commit(["MDA="], "ab12");
      assert.deepEqual(
        sent.map(({ path }) => /sig=(\w+)/.exec(path)?.[1]),
        ["HUSH1", "HUSH2"],
      );
    });
  }

  it("stops when a fresh link is refused, too, says why, and shows no link", async () => {
    const body = refusal("AuthenticationFailed", `Signature of ${LINK} did not match.`);
    const answer = { status: 403, body };
    const { blob } = await blobOf([answer, answer], [LINK, FRESH]);
    const error = await failureOf(blob.commit(["MDA="], "ab12"));
    assert.ok(error instanceof TransferError);
    assert.equal(
      error.message,
      "The upload stopped: the blob store refused with 403 (AuthenticationFailed): Signature of https://devcenter.example/… did not match.",
    );
  });

  it("tries again after a busy store and a broken connection, later each time", async () => {
    const broken = Object.assign(new Error(`failed: ${LINK}`), { code: "ECONNRESET" });
    const { blob, sent, clock } = await blobOf([{ status: 503 }, broken, { status: 201 }]);
    await blob.stage("MDA=", Buffer.from("abc"), Buffer.alloc(16));
    assert.equal(sent.length, 3);
    assert.deepEqual(clock.waits, [500, 1000]);
  });

  it("waits as long as a busy store asks for", async () => {
    const { blob, clock } = await blobOf([{ status: 503, headers: { "retry-after": "7" } }, { status: 201 }]);
    await blob.commit([], "ab12");
    assert.deepEqual(clock.waits, [7250]);
  });

  it("gives up after five attempts, and shows the code of the failure and no link", async () => {
    const broken = Object.assign(new Error(`failed: ${LINK}`), { code: "ECONNRESET" });
    const { blob, sent } = await blobOf(Array.from({ length: 5 }, () => broken));
    const error = await failureOf(blob.properties());
    assert.equal(error.message, "The upload stopped: the connection to the blob store failed (ECONNRESET).");
    assert.equal(sent.length, 5);
  });

  it("takes no page of a proxy for an answer of the store", async () => {
    const page = { status: 200, body: "<html>Sign in</html>", headers: { "content-length": "20" } };
    const pages = Array.from({ length: 5 }, () => page);
    const done = await blobOf([page, { status: 201 }]);
    await done.blob.commit(["MDA="], "ab12");
    assert.equal(done.sent.length, 2);
    for (const read of ["properties", "stagedBlocks"] as const) {
      const { blob } = await blobOf(pages);
      assert.match((await failureOf(blob[read]())).message, /200 is not one of the blob store; a proxy may/);
    }
  });

  it("does not repeat what the store has judged", async () => {
    const { blob, sent } = await blobOf([
      { status: 400, body: refusal("InvalidBlockList", "no such block") },
    ]);
    const error = await failureOf(blob.commit(["MDA="], "ab12"));
    assert.match(error.message, /refused with 400 \(InvalidBlockList\): no such block$/);
    assert.equal(sent.length, 1);
  });

  it("is committed by nothing that is not there", async () => {
    const { blob } = await blobOf([{ status: 404, body: refusal("ContainerNotFound", "none") }]);
    assert.match((await failureOf(blob.commit(["MDA="], "ab12"))).message, /404 \(ContainerNotFound\)/);
  });

  it("is not known by a refusal that has its headers", async () => {
    const headers = { "x-ms-blob-type": "BlockBlob", "content-length": "9" };
    const { blob } = await blobOf([
      { status: 503, headers },
      { status: 200, headers: { ...headers, "content-length": "7" } },
    ]);
    assert.equal((await blob.properties())?.size, 7);
  });

  it("is sent a block again whose bytes were changed on their way", async () => {
    const changed = { status: 400, body: refusal("Md5Mismatch", "other bytes") };
    const { blob, sent } = await blobOf([changed, { status: 201 }]);
    await blob.stage("MDA=", Buffer.from("abc"), Buffer.alloc(16));
    assert.equal(sent.length, 2);
    const never = await blobOf(Array.from({ length: 5 }, () => changed));
    const error = await failureOf(never.blob.stage("MDA=", Buffer.from("abc"), Buffer.alloc(16)));
    assert.match(error.message, /400 \(Md5Mismatch\): other bytes$/);
  });

  it("asks for one fresh link for all blocks that find theirs expired", async () => {
    const { blob, sent } = await blobOf(
      [{ status: 403 }, { status: 403 }, { status: 201 }, { status: 201 }],
      [LINK, FRESH, `${ENDPOINT}/box/driver.hlkx?sig=HUSH3`],
    );
    await Promise.all(["MDA=", "MDE="].map((name) => blob.stage(name, Buffer.from("abc"), Buffer.alloc(16))));
    assert.deepEqual(
      sent.map(({ path }) => /sig=(\w+)/.exec(path)?.[1]),
      ["HUSH1", "HUSH1", "HUSH2", "HUSH2"],
    );
  });

  it("is asked nothing over a connection that others can read", async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const policy = { network: agent, clock: standingClock(), refusesPlainLinks: true };
    const link = async () => LINK.replace("https:", "http:");
    const error = await failureOf(
      openBlockBlob(policy, { link, signal: new AbortController().signal }).then((blob) => blob.properties()),
    );
    assert.ok(error instanceof TransferError);
    assert.match(error.why, /over plain http, where others can read along/);
  });

  it("shows the status of a stranger, and what broke, with the cause and without the link", async () => {
    const strange = await blobOf(Array.from({ length: 5 }, () => ({ status: 200 })));
    const stranger = await failureOf(strange.blob.commit([], "ab12"));
    assert.equal((stranger as TransferError).status, 200);
    for (const [broken, words] of [
      [
        new Error(`other side closed: ${LINK}`),
        /the connection to the blob store failed \(it ended too early\)\.$/,
      ],
      [new DOMException("slow", "TimeoutError"), /no answer from the blob store within 60 s/],
    ] as const) {
      const { blob } = await blobOf(Array.from({ length: 5 }, () => broken as Error));
      const error = await failureOf(blob.commit([], "ab12"));
      assert.match(error.message, words);
      assert.ok(error.cause instanceof Error);
      assert.doesNotMatch(`${error.message} ${error.cause.message}`, /HUSH/);
    }
  });

  it("is left at once when the run is stopped, in the middle of a block, too", async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent
      .get(ENDPOINT)
      .intercept({ path: () => true, method: () => true })
      .reply(201, "")
      .delay(60_000);
    const stop = new AbortController();
    const target = { link: async () => LINK, signal: stop.signal };
    const blob = await openBlockBlob({ network: agent, clock: standingClock() }, target);
    const stopped = failureOf(blob.stage("MDA=", Buffer.from("abc"), Buffer.alloc(16)));
    await new Promise((resolve) => setImmediate(resolve));
    const reason = new Error("interrupted");
    stop.abort(reason);
    // A request that creates something would be given more time for its answer.
    const late = new Promise((resolve) => setTimeout(resolve, 300, "late"));
    assert.equal(await Promise.race([stopped, late]), reason);
    await agent.close();
  });
});
