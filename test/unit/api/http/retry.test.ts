import assert from "node:assert/strict";
import { type AttemptFailure, retryWaitMs } from "../../../../provider/api/http/retry";

/** As devcenter:retryTimeoutSeconds has it by default. */
const leftMs = 600_000;
const lost: AttemptFailure = { kind: "no answer", mayHaveTakenEffect: true };
const neverSent: AttemptFailure = { kind: "no answer", mayHaveTakenEffect: false };
const untrusted: AttemptFailure = { kind: "no answer", mayHaveTakenEffect: false, permanent: true };

function refused(status: number, retryAfterMs?: number): AttemptFailure {
  return { kind: "refused", status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function isRepeated(failure: AttemptFailure, idempotent: boolean): boolean {
  return retryWaitMs({ failure, idempotent: idempotent, attempts: 1, leftMs }, 0.5) !== undefined;
}

describe("retryWaitMs: whether to try again", () => {
  const table: [failure: AttemptFailure, creation: boolean, read: boolean][] = [
    [refused(400), false, false],
    [refused(401), false, false],
    [refused(403), false, false],
    [refused(404), false, false],
    [refused(409), false, false],
    [refused(415), false, false],
    [refused(422), false, false],
    [refused(501), false, false],
    [refused(408), false, true],
    [refused(500), false, true],
    [refused(502), false, true],
    [refused(503), false, true],
    [refused(504), false, true],
    [refused(429), true, true],
    [lost, false, true],
    [neverSent, true, true],
    [untrusted, false, false],
  ];
  const names = new Map([
    [lost, "a lost answer"],
    [neverSent, "a refused connection"],
    [untrusted, "a certificate that is not trusted"],
  ]);
  for (const [failure, creation, read] of table) {
    const what = failure.kind === "refused" ? failure.status : names.get(failure);
    it(`${creation ? "repeats" : "does not repeat"} a creation after ${what}`, () => {
      assert.equal(isRepeated(failure, false), creation);
    });
    it(`${read ? "repeats" : "does not repeat"} a read after ${what}`, () => {
      assert.equal(isRepeated(failure, true), read);
    });
  }

  it("gives up after five attempts", () => {
    assert.equal(
      retryWaitMs({ failure: refused(500), idempotent: true, attempts: 5, leftMs }, 0.5),
      undefined,
    );
  });

  it("has more patience when throttled, for others of the account may be first again and again", () => {
    const throttled = (attempts: number) =>
      retryWaitMs({ failure: refused(429, 1000), idempotent: true, attempts, leftMs }, 0);
    assert.deepEqual([throttled(19), throttled(20)], [1000, undefined]);
  });

  it("gives up when the next attempt would come after the time that is left", () => {
    const question = { failure: refused(429, 14_000), idempotent: true, attempts: 1 };
    assert.deepEqual(
      [14_000, 13_999].map((leftMs) => retryWaitMs({ ...question, leftMs }, 0)),
      [14_000, undefined],
    );
  });
});

describe("retryWaitMs: how long", () => {
  const wait = (failure: AttemptFailure, attempts: number, random: number) =>
    retryWaitMs({ failure, idempotent: true, attempts, leftMs }, random);

  it("waits at least as long as the service asks", () => {
    assert.equal(wait(refused(429, 14_000), 1, 0), 14_000);
  });

  it("spreads those who were all told the same time", () => {
    assert.equal(wait(refused(429, 14_000), 1, 0.5), 14_250);
  });

  it("never comes back earlier than the service asks, but gives up where that is too long", () => {
    assert.deepEqual(
      [leftMs, leftMs + 1, 86_400_000].map((askedMs) => wait(refused(429, askedMs), 1, 0)),
      [leftMs, undefined, undefined],
    );
  });

  it("doubles the longest wait with every attempt", () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((attempts) => wait(refused(503), attempts, 0.5)),
      [500, 1000, 2000, 4000],
    );
  });

  it("may not wait at all, so that many do not come back together", () => {
    assert.equal(wait(refused(503), 3, 0), 0);
  });
});
