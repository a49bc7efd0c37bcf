import assert from "node:assert/strict";
import {
  type Answer,
  type AnsweringService,
  openAnsweringService,
} from "../../../../harness/answering-service";
import { failureOf } from "../../../../harness/scripted-service";
import { WaitTimeoutError } from "../../../../provider/api/errors/wait-timeout-error";
import type { Clock } from "../../../../provider/api/http/clock";
import { PermanentFailureError } from "../../../../provider/lifecycles/core/permanent-failure";
import { type LabelWait, waitForLabel } from "../../../../provider/lifecycles/shipping-label/progress";

const ids = { productId: "1", submissionId: "2", labelId: "3" };

/** A clock that every wait moves on, and that nobody waits for. */
function passingClock(): Clock {
  let now = Date.parse("2026-03-01T12:00:00Z");
  return {
    now: () => new Date(now),
    wait: async (ms) => {
      now += ms;
    },
  };
}

/** A label that shows these steps in turn, and then the last of them for ever. */
function showing(steps: readonly (readonly [unknown, string])[], destination = "windowsUpdate") {
  let looks = 0;
  const answer = (): Answer => {
    const [currentStep, state] = steps[Math.min(looks++, steps.length - 1)] ?? [];
    return {
      status: 200,
      body: { id: 3, destination, workflowStatus: { currentStep, state, messages: [] } },
    };
  };
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const { session, requests } = service.visit(answer, { clock: passingClock(), say });
  const wait = (stay: Partial<LabelWait> = {}) =>
    waitForLabel(session.context(), { ...ids, waitFor: "published", timeoutMinutes: 0.001, ...stay });
  return { wait, said, requests };
}

let service: AnsweringService;

describe("a wait for a label", () => {
  before(() => {
    service = openAnsweringService();
  });
  after(() => service.close());

  it("says each step once, until it is published", async () => {
    const steps = [
      ["Created", "started"],
      ["Created", "started"],
      ["FinalizePublishing", "completed"],
    ] as const;
    const { wait, said } = showing(steps);
    const { workflowStatus } = await wait({ timeoutMinutes: 1 });
    assert.equal(workflowStatus?.currentStep, "finalizePublishing");
    assert.deepEqual(said, [
      "Shipping label 1/2/3: created started",
      "Shipping label 1/2/3: finalizePublishing completed",
    ]);
  });

  it("for a numeric step that is over fails at once and says why (field.md row 7)", async () => {
    for (const waitFor of ["published", "microsoftApproval"] as const) {
      const { wait, requests } = showing([[7, "completed"]]);
      const error = await failureOf(wait({ waitFor, timeoutMinutes: 600 }));
      assert.ok(error instanceof PermanentFailureError);
      assert.match(error.message, /names its step by a number \(7\).*Partner Center shows it/);
      assert.equal(requests.length, 1);
    }
  });

  it("for a numeric step that is not over goes on until the name of the last one comes", async () => {
    const { wait } = showing([
      [2, "started"],
      ["finalizePublishing", "completed"],
    ]);
    await wait({ timeoutMinutes: 1 });
  });

  for (const [currentStep, state] of [
    ["microsoftApproval", "started"],
    ["MicrosoftApproval", "completed"],
    ["publishing", "started"],
    ["finalizePublishing", "completed"],
  ] as const) {
    it(`for approval is over at ${currentStep} ${state}`, async () => {
      await showing([[currentStep, state]]).wait({ waitFor: "microsoftApproval" });
    });
  }

  it("for approval is not over before", async () => {
    const { wait } = showing([["updateGeneration", "completed"]]);
    const error = await failureOf(wait({ waitFor: "microsoftApproval" }));
    assert.ok(error instanceof WaitTimeoutError);
    assert.match(
      error.message,
      /^Shipping label 1\/2\/3 is at updateGeneration completed after 0\.001 minutes\. Dev Center goes on/,
    );
  });

  it("for approval is for nothing where it is shared, and says what to wait for", async () => {
    const { wait } = showing([["processSharing", "started"]], "AnotherPartner");
    assert.match((await failureOf(wait({ waitFor: "microsoftApproval" }))).message, /takes no approval/);
  });

  it("for approval fails where the approval failed", async () => {
    const { wait } = showing([["microsoftApproval", "failed"]]);
    assert.match(
      (await failureOf(wait({ waitFor: "microsoftApproval" }))).message,
      /step microsoftApproval failed/,
    );
  });
});
