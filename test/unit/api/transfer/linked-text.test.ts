import assert from "node:assert/strict";
import {
  brokenBy,
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import type { RequestPolicy } from "../../../../provider/api/http/request-policy";
import { textBehind } from "../../../../provider/api/transfer/linked-text";

describe("the text behind a link", () => {
  const linkOf = (count: number) => `${ENDPOINT}/metadata?n=${count}&sig=HUSH`;

  function read(answers: readonly ScriptedAnswer[], given: Partial<RequestPolicy> = {}, limitBytes = 100) {
    const { network, sent } = scriptedService(...answers);
    const clock = standingClock();
    let links = 0;
    const wanted = { what: "the driver metadata", link: async () => linkOf(++links), limitBytes };
    const text = textBehind({ network, clock, random: () => 0.5, ...given }, wanted);
    return { text, clock, numbers: () => sent.map(({ path }) => Number(/n=(\d)/.exec(path)?.[1])), sent };
  }

  it("is read whole, with no token", async () => {
    const { text, sent } = read([{ status: 200, body: "{}" }]);
    assert.equal(await text, "{}");
    assert.equal(sent[0]?.headers.authorization, undefined);
  });

  for (const status of [401, 403]) {
    it(`is asked for with a fresh link, once, when the first has expired (${status})`, async () => {
      const good = read([{ status }, { status: 200, body: "{}" }]);
      assert.equal(await good.text, "{}");
      assert.deepEqual(good.numbers(), [1, 2]);
      const bad = read([{ status }, { status }, { status: 200, body: "{}" }]);
      const error = await failureOf(bad.text);
      assert.ok(error instanceof TransferError);
      assert.equal(error.why, `the blob store refused the driver metadata with ${status}.`);
      assert.equal(error.status, status);
      assert.deepEqual(bad.numbers(), [1, 2]);
    });
  }

  it("is not asked for again where the store refuses for good", async () => {
    const { text, numbers } = read([{ status: 404 }]);
    assert.equal(((await failureOf(text)) as TransferError).status, 404);
    assert.deepEqual(numbers(), [1]);
  });

  it("is asked for again by the same link after a busy store, as late as that asks", async () => {
    const busy = { status: 503, headers: { "retry-after": "7" } };
    const { text, clock, numbers } = read([busy, { status: 503 }, { status: 200, body: "{}" }]);
    assert.equal(await text, "{}");
    assert.deepEqual(
      [clock.waits, numbers()],
      [
        [7250, 1000],
        [1, 1, 1],
      ],
    );
  });

  it("is asked for again after a broken connection, and reported by its code, without the link", async () => {
    const broken = Object.assign(new Error(`failed: ${linkOf(1)}`), { code: "ECONNRESET" });
    const good = read([broken, { status: 200, body: "{}" }]);
    assert.equal(await good.text, "{}");
    const error = await failureOf(read(Array.from({ length: 5 }, () => broken)).text);
    assert.ok(error instanceof TransferError);
    assert.equal(error.why, "the driver metadata could not be reached (ECONNRESET).");
    assert.equal((error.cause as NodeJS.ErrnoException).code, "ECONNRESET");
    assert.doesNotMatch((error.cause as Error).message, /HUSH/);
  });

  it("is reported by the name of its failure where that has no code", async () => {
    const broken = Object.assign(new Error("it broke"), { name: "OddError" });
    const error = await failureOf(read(Array.from({ length: 5 }, () => broken)).text);
    assert.match(error.message, /could not be reached \(OddError\)/);
  });

  it("is reported with the setting that limits the time, where that is up", async () => {
    const late = new DOMException("The time for the request is up.", "TimeoutError");
    const error = await failureOf(
      read(
        Array.from({ length: 5 }, () => late),
        { requestTimeoutMs: 7_000 },
      ).text,
    );
    assert.ok(error instanceof TransferError);
    assert.equal(
      error.why,
      "the driver metadata could not be read: no answer from the blob store within 7 s (devcenter:requestTimeoutSeconds).",
    );
  });

  it("is not asked for again where a certificate is not trusted", async () => {
    const { text, numbers } = read([brokenBy("CERT_HAS_EXPIRED")]);
    assert.match(
      (await failureOf(text)).message,
      /could not be reached \(CERT_HAS_EXPIRED\)\. .* check the clock of this machine\./,
    );
    assert.equal(numbers().length, 1);
  });

  it("is no longer than what is expected, and is not asked for again when it is", async () => {
    const { text, numbers } = read([{ status: 200, body: "x".repeat(101) }]);
    const error = await failureOf(text);
    assert.ok(error instanceof TransferError);
    assert.match(error.why, /^the driver metadata is longer than /);
    assert.equal(numbers().length, 1);
  });

  it("is asked for over no connection that others can read", async () => {
    const { network, sent } = scriptedService();
    const wanted = { what: "the text", link: async () => "http://store.example/a?sig=HUSH", limitBytes: 9 };
    const policy = { network, clock: standingClock(), refusesPlainLinks: true };
    const error = await failureOf(textBehind(policy, wanted));
    assert.ok(error instanceof TransferError);
    assert.match(error.why, /over plain http/);
    assert.deepEqual(sent, []);
  });

  it("ends with the run, by its reason", async () => {
    const stop = new AbortController();
    const reason = new Error("interrupted");
    stop.abort(reason);
    const { text, numbers } = read([{ status: 200, body: "{}" }], { signal: stop.signal });
    assert.equal(await failureOf(text), reason);
    assert.deepEqual(numbers(), []);
  });
});
