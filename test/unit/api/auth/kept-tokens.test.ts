import assert from "node:assert/strict";
import { mock } from "node:test";
import { type EntraAnswer, scriptedEntra, tokensFor } from "../../../../harness/scripted-entra";

const credential = { kind: "client secret", secret: "s3cret" } as const;
const soonOver = {
  status: 200,
  body: JSON.stringify({ token_type: "Bearer", expires_in: 60, access_token: "soon-over" }),
};

describe("a token that is kept", () => {
  afterEach(() => mock.reset());

  /** Those that are handed out so many seconds after the first, and how often Microsoft Entra ID was asked. */
  async function handedOut(secondsLater: readonly number[], ...answers: EntraAnswer[]) {
    const entra = scriptedEntra(...answers);
    const tokens = tokensFor(credential, entra);
    const handed = [await tokens.current()];
    const start = performance.now();
    for (const seconds of secondsLater) {
      mock.reset();
      mock.method(performance, "now", () => start + seconds * 1_000);
      handed.push(await tokens.current());
    }
    await entra.close();
    return [handed, entra.forms.length];
  }

  it("is handed out without a question for half a minute, and renewed before it ends", async () => {
    assert.deepEqual(await handedOut([0, 25, 31], soonOver), [
      ["soon-over", "soon-over", "soon-over", "token-2"],
      2,
    ]);
  });

  it("is asked of Microsoft Entra ID once for as long as it is good", async () => {
    assert.deepEqual(await handedOut([31, 62]), [["token-1", "token-1", "token-1"], 1]);
  });
});
