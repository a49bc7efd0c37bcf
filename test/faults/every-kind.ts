import assert from "node:assert/strict";
import { folderOfEachTest } from "../../harness/test-folder";
import { resolveSettings } from "../../provider/api/auth/settings";
import { type DevCenter, openDevCenter } from "../../provider/api/dev-center";
import type { Clock } from "../../provider/api/http/clock";
import { rememberSecret } from "../../provider/api/text/known-secrets";
import { type AnyOrigin, type Behaviour, nameOf, startAnyOrigin } from "./any-origin";
import { hidden, type KindFault } from "./faults-of-a-kind";
import { besides, type RequestKind, requestKinds } from "./kinds-of-request";

const retryTimeoutMs = 600_000;
/** Full jitter at its longest: 1 + 2 + 4 + 8 s. */
const longestOwnWaitsMs = 15_000;
/** Nobody is asked more often, whatever he says of too many requests. */
const mostThrottled = 20;
const refuses =
  (status: number, headers = {}): Behaviour =>
  (_, response) =>
    response.writeHead(status, headers).end();

/** Describes how every kind of request that leaves the package stands these faults, and ^C. */
export function describeEveryKind(faults: readonly KindFault[]): void {
  describe("every kind of request that leaves the package", () => everyKind(faults));
}

function everyKind(faults: readonly KindFault[]): void {
  let origin: AnyOrigin;
  const folder = folderOfEachTest();
  let stop: AbortController;
  let devCenter: DevCenter;
  let waitedMs: number;
  let waitsForEver: boolean;

  // As if it had signed in before.
  before(() => rememberSecret("a-token"));
  beforeEach(async () => {
    origin = await startAnyOrigin();
    stop = new AbortController();
    [waitedMs, waitsForEver] = [0, false];
  });
  afterEach(async () => {
    await origin.close();
  });

  /** Each wait is over at once, and moves it on; unless they are to last. */
  const clock: Clock = {
    now: () => new Date(Date.parse("2026-03-01T12:00:00Z") + waitedMs),
    wait: (ms) => {
      waitedMs += ms;
      return waitsForEver ? new Promise(() => undefined) : Promise.resolve();
    },
  };

  function open(kind: RequestKind, timeoutSeconds = 20): void {
    const environment = {
      DEVCENTER_ENDPOINT: "https://api.example",
      AZURE_AUTHORITY_HOST: "https://login.example",
      DEVCENTER_ACCESS_TOKEN: "a-token",
      DEVCENTER_REQUEST_TIMEOUT_SECONDS: String(timeoutSeconds),
      DEVCENTER_RETRY_TIMEOUT_SECONDS: String(retryTimeoutMs / 1000),
      ...kind.environment,
    };
    const settings = resolveSettings(() => undefined, environment);
    devCenter = openDevCenter(settings, { network: origin.network, clock, signal: stop.signal });
  }

  /** Answers this kind so, each time or the first time, and all else as it should be. */
  function answer(kind: RequestKind, fault: Behaviour, times = Number.POSITIVE_INFINITY): void {
    let left = times;
    origin.answerBy((request, response) => {
      const name = nameOf(request);
      const right = kind.sent.test(name) ? kind.answer : besides.find(([which]) => which.test(name))?.[1];
      const goesWrong = kind.sent.test(name) && left-- > 0;
      (goesWrong ? fault : (right ?? refuses(501)))(request, response);
    });
  }

  const count = ({ sent }: RequestKind) => origin.sent.filter((name) => sent.test(name)).length;

  /** How the work ends; in what it says, nothing that is a secret or steers a terminal. */
  const ended = (kind: RequestKind) =>
    kind.work(devCenter, folder(), stop.signal).then(
      (value) => (kind.isOptional && value === undefined ? "failed" : "done"),
      (error: Error) => {
        assert.doesNotMatch(`${error.message} ${(error.cause as Error | undefined)?.message}`, hidden);
        return "failed";
      },
    );

  const isUnderWay = (kind: RequestKind) => count(kind) > 0 && (!waitsForEver || waitedMs > 0);

  async function stopped(kind: RequestKind): Promise<void> {
    const work = kind.work(devCenter, folder(), stop.signal).then(
      () => "done",
      (error: Error) => error,
    );
    for (let turns = 0; turns < 1_000 && !isUnderWay(kind); turns++) {
      await new Promise((done) => setTimeout(done, 2));
    }
    const before = count(kind);
    assert.equal(before > 0, true, "it was never sent");
    const at = performance.now();
    stop.abort(new Error("The run was interrupted."));
    assert.match(String(await work), /interrupted/);
    assert.ok(performance.now() - at < 1_000, `it took ${performance.now() - at} ms`);
    assert.equal(count(kind), before, "it was sent again");
  }

  /** How often it is sent at most, and how long it waits at most, when each answer is this one. */
  function bounds({ attempts, patienceMs = retryTimeoutMs }: RequestKind, { means, asksMs = 0 }: KindFault) {
    if (means === "throttled") return { most: mostThrottled, longestMs: patienceMs };
    return { most: attempts, longestMs: longestOwnWaitsMs + (attempts - 1) * asksMs };
  }

  for (const kind of requestKinds) {
    describe(kind.name, () => {
      for (const fault of faults) {
        const { name, means, behaviour, asksMs, takesTime } = fault;
        const start = () => open(kind, takesTime ? 0.3 : 20);

        it(`ends in bounds, and says no secret, when each answer is ${name}`, async () => {
          start();
          answer(kind, behaviour);
          const end = await ended(kind);
          const { most, longestMs } = bounds(kind, fault);
          const sent = count(kind);
          if (means === "may pass") assert.deepEqual([end, sent], ["failed", most]);
          assert.ok(sent >= 1 && sent <= most, `it was sent ${sent} times`);
          assert.ok(waitedMs <= longestMs, `it waited ${waitedMs} ms`);
          const strayed = kind.follows ? origin.sentWithToken : origin.sent;
          assert.doesNotMatch(strayed.join(), /elsewhere/, "it went where it was led");
        });

        if (means === "is nonsense" || takesTime) continue;
        const isRepeated = kind.attempts > 1 || means === "throttled";
        it(`is sent ${isRepeated ? "again" : "once"} when the first answer is ${name}`, async () => {
          start();
          answer(kind, behaviour, 1);
          assert.equal(await ended(kind), isRepeated ? "done" : "failed");
          assert.equal(count(kind), isRepeated ? 2 : 1);
          if (!isRepeated) return assert.equal(waitedMs, 0);
          const [leastMs, mostMs] = asksMs === undefined ? [0, 1_000] : [asksMs, asksMs + 1_000];
          assert.ok(waitedMs >= leastMs && waitedMs <= mostMs, `it waited ${waitedMs} ms`);
        });
      }

      it("does not wait for longer than the time for retries", async () => {
        open(kind);
        answer(kind, refuses(429, { "retry-after": "99999999" }));
        assert.equal(await ended(kind), "failed");
        assert.deepEqual([count(kind), waitedMs], [1, 0]);
      });

      it("ends within a second of ^C while there is no response", async () => {
        open(kind);
        answer(kind, () => undefined);
        await stopped(kind);
      });

      it("ends within a second of ^C while it waits for its next attempt", async () => {
        open(kind);
        waitsForEver = true;
        answer(kind, refuses(429, { "retry-after": "30" }));
        await stopped(kind);
      });
    });
  }
}
