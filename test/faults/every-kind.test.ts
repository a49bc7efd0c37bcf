import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../provider/api/clock";
import { type DevCenter, openDevCenter } from "../../provider/api/dev-center";
import { resolveSettings } from "../../provider/api/settings";
import { type AnyOrigin, type Behaviour, startAnyOrigin } from "./any-origin";
import { besides, type RequestKind, requestKinds } from "./kinds-of-request";

const retryTimeoutMs = 600_000;
/** Full jitter at its longest: 1 + 2 + 4 + 8 s. */
const longestOwnWaitsMs = 15_000;
const refuses =
  (status: number, headers = {}): Behaviour =>
  (_, response) =>
    response.writeHead(status, headers).end();
const breaks: Behaviour = (request) => request.socket.destroy();
const hangs: Behaviour = () => undefined;

describe("every kind of request that leaves the package", () => {
  let origin: AnyOrigin;
  let folder: string;
  let stop: AbortController;
  let devCenter: DevCenter;
  let waitedMs: number;
  let waitsForEver: boolean;

  beforeEach(async () => {
    origin = await startAnyOrigin();
    folder = mkdtempSync(join(tmpdir(), "devcenter-kinds-"));
    stop = new AbortController();
    [waitedMs, waitsForEver] = [0, false];
  });
  afterEach(async () => {
    await origin.close();
    rmSync(folder, { recursive: true });
  });

  /** Each wait is over at once, and moves it on; unless they are to last. */
  const clock: Clock = {
    now: () => new Date(Date.parse("2026-03-01T12:00:00Z") + waitedMs),
    wait: (ms) => {
      waitedMs += ms;
      return waitsForEver ? new Promise(() => undefined) : Promise.resolve();
    },
  };

  function open(kind: RequestKind): void {
    const environment = {
      DEVCENTER_ENDPOINT: "https://api.example",
      AZURE_AUTHORITY_HOST: "https://login.example",
      DEVCENTER_ACCESS_TOKEN: "a-token",
      DEVCENTER_REQUEST_TIMEOUT_SECONDS: "20",
      DEVCENTER_RETRY_TIMEOUT_SECONDS: String(retryTimeoutMs / 1000),
      ...kind.environment,
    };
    const settings = resolveSettings(() => undefined, environment);
    devCenter = openDevCenter(settings, { network: origin.network, clock, signal: stop.signal });
  }

  /** Answers this kind so, each time or the first time, and all else as it should be. */
  function answer(kind: RequestKind, mishap: Behaviour, times = Number.POSITIVE_INFINITY): void {
    let left = times;
    origin.answerBy((request, response) => {
      const name = `${request.method} ${request.url?.replace(/\?.*/, "")}`;
      const right = kind.sent.test(name) ? kind.answer : besides.find(([which]) => which.test(name))?.[1];
      const goesWrong = kind.sent.test(name) && left-- > 0;
      (goesWrong ? mishap : (right ?? refuses(501)))(request, response);
    });
  }

  const count = ({ sent }: RequestKind) => origin.sent.filter((name) => sent.test(name)).length;
  const ended = (kind: RequestKind) =>
    kind.work(devCenter, folder, stop.signal).then(
      (value) => (kind.isOptional && value === undefined ? "failed" : "done"),
      () => "failed",
    );

  const isUnderWay = (kind: RequestKind) => count(kind) > 0 && (!waitsForEver || waitedMs > 0);

  async function stopped(kind: RequestKind): Promise<void> {
    const work = kind.work(devCenter, folder, stop.signal).then(
      () => "done",
      (error: Error) => error,
    );
    for (let turns = 0; turns < 1_000 && !isUnderWay(kind); turns++) {
      await new Promise((done) => setTimeout(done, 2));
    }
    const before = count(kind);
    const at = performance.now();
    stop.abort(new Error("The run was interrupted."));
    assert.match(String(await work), /interrupted/);
    assert.ok(performance.now() - at < 1_000, `it took ${performance.now() - at} ms`);
    assert.equal(count(kind), before, "it was sent again");
  }

  for (const kind of requestKinds) {
    describe(kind.name, () => {
      beforeEach(() => open(kind));

      for (const [name, mishap] of [
        ["503", refuses(503)],
        ["a broken connection", breaks],
      ] as const) {
        it(`is sent ${kind.attempts} times in vain, within seconds: ${name}`, async () => {
          answer(kind, mishap);
          assert.equal(await ended(kind), "failed");
          assert.equal(count(kind), kind.attempts);
          assert.ok(waitedMs <= longestOwnWaitsMs, `it waited ${waitedMs} ms`);
        });
      }

      it("is sent again as soon as it was asked to, and no sooner: 429", async () => {
        answer(kind, refuses(429, { "retry-after": "7" }), 1);
        assert.equal(await ended(kind), "done");
        assert.ok(waitedMs >= 7_000 && waitedMs < 8_000, `it waited ${waitedMs} ms`);
      });

      it("does not wait for longer than the time for retries", async () => {
        answer(kind, refuses(429, { "retry-after": "99999999" }));
        assert.equal(await ended(kind), "failed");
        assert.deepEqual([count(kind), waitedMs], [1, 0]);
      });

      it("ends within a second of ^C while nobody answers", async () => {
        answer(kind, hangs);
        await stopped(kind);
      });

      it("ends within a second of ^C while it waits for its next attempt", async () => {
        waitsForEver = true;
        answer(kind, refuses(429, { "retry-after": "30" }));
        await stopped(kind);
      });
    });
  }
});
