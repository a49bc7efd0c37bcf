import assert from "node:assert/strict";
import { serverOfAllTests } from "../../../../harness/local-server";
import {
  ENDPOINT,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import { rememberSecret } from "../../../../provider/api/text/known-secrets";
import { readReport } from "../../../../provider/api/transfer/error-report";

async function reportOf(...answers: ScriptedAnswer[]) {
  const { network, sent } = scriptedService(...answers);
  const policy = { network, clock: standingClock(), refusesPlainLinks: true };
  return { text: await readReport(policy, `${ENDPOINT}/errorReport?sig=HUSH`), sent };
}

describe("the error report of a failed step", () => {
  const server = serverOfAllTests((_, response) => {
    response.write("Driver A ");
    setTimeout(() => response.end("failed."), 20);
  });

  it("keeps its lines, and shows no link, token, secret or control", async () => {
    rememberSecret("k3y-of-the-session");
    const body = [
      "Driver A failed.\r",
      "See https://store.example/c/b?sig=HUSH and Bearer HUSH.HUSH",
      "client_secret=HUSH k3y-of-the-session",
      "\u001b]0;owned\u0007\u202eend",
    ].join("\n");
    const { text, sent } = await reportOf({ status: 200, body });
    assert.doesNotMatch(text ?? "", /HUSH|k3y|owned|\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    assert.match(text ?? "", /^Driver A failed\.\nSee https:\/\/store\.example\/… and Bearer …\n/);
    assert.equal(sent[0]?.headers.authorization, undefined);
  });

  it("is cut where nobody would read on, however long it is", async () => {
    for (const length of [4_001, 1_000_000]) {
      const { text } = await reportOf({ status: 200, body: "x".repeat(length) });
      assert.equal(text, `${"x".repeat(4_000)}…`);
    }
  });

  it("is whole where its pieces come one by one", async () => {
    const network = openNetwork({ requestTimeoutMs: 5_000 });
    try {
      const link = server.url("/errorReport");
      assert.equal(await readReport({ network, clock: standingClock() }, link), "Driver A failed.");
    } finally {
      await network.destroy();
    }
  });

  it("is missing where it cannot be had, for the failure itself matters more", async () => {
    assert.equal((await reportOf({ status: 404 })).text, undefined);
    assert.equal((await reportOf({ status: 200, body: " \n" })).text, undefined);
  });

  it("is waited for a minute at most, and no longer than the settings allow", async () => {
    const busy = { status: 503, headers: { "retry-after": "50" } };
    for (const [given, waits] of [
      [{}, 1],
      [{ retryTimeoutMs: 600_000 }, 1],
      [{ retryTimeoutMs: 10_000 }, 0],
    ] as const) {
      const { network } = scriptedService(busy, busy, { status: 200, body: "Driver A failed." });
      const clock = standingClock();
      assert.equal(await readReport({ network, clock, ...given }, `${ENDPOINT}/errorReport`), undefined);
      assert.equal(clock.waits.length, waits, JSON.stringify(given));
    }
  });

  it("is not what a run that is stopped goes on without", async () => {
    const { network } = scriptedService();
    const reason = new Error("interrupted");
    const policy = { network, clock: standingClock(), signal: AbortSignal.abort(reason) };
    await assert.rejects(readReport(policy, `${ENDPOINT}/errorReport`), reason);
  });
});
