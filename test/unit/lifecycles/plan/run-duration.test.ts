import assert from "node:assert/strict";
import type { Verb } from "../../../../provider/lifecycles/plan/effects";
import { estimateRequests } from "../../../../provider/lifecycles/plan/request-estimate";
import { type PlannedStep, staysOf } from "../../../../provider/lifecycles/plan/run-duration";
import { pollsFor } from "../../../../provider/lifecycles/plan/usual-durations";

type Values = Readonly<Record<string, unknown>>;

function step(
  kind: string,
  verb: Verb,
  news: Values,
  olds: Values = {},
  changed: string[] = [],
): PlannedStep {
  return { kind, verb, news, olds, changed, urn: kind };
}

const submission = (waitFor: string) =>
  step("Submission", "create", { type: "initial", package: "nic.hlkx", waitFor });
const label = (more: Values = {}): PlannedStep => ({
  ...step("ShippingLabel", "create", { destination: "windowsUpdate", ...more }),
  dependencies: { submissionId: ["Submission"] },
});
const selecting = { targeting: { hardwareIdsFrom: { metadata: "submission" } } };
const goals = (...changes: PlannedStep[]) => staysOf(changes).map(({ goal }) => goal);

describe("the waits of a run", () => {
  it("ask often at first and every minute in the end", () => {
    assert.deepEqual(
      [0, 0.05, 2, 26, 10_000_000].map((minutes) => pollsFor(minutes).polls),
      [0, 1, 7, 31, 44_645],
    );
  });

  it("are spared a label whose submission was waited for", () => {
    assert.deepEqual(goals(submission("signed"), label()), ["signed"]);
    assert.deepEqual(goals(submission("committed"), label()), ["committed", "prepared"]);
    assert.deepEqual(goals(submission("none"), label()), ["prepared"]);
    assert.deepEqual(goals(label()), []);
  });

  it("take up where the one before them ended", () => {
    const [alone = 0, after = 0] = ["none", "signed"].map((waitFor) =>
      staysOf([submission(waitFor), label(selecting)]).reduce((sum, { requests }) => sum + requests, 0),
    );
    // Together they last as long as the one, and the second begins with short pauses again.
    assert.ok(after > alone && after - alone < 8, `${alone}, ${after}`);
  });

  it("of a label are over when it is published, and its submission before that", () => {
    const waits = { waitFor: "published" };
    const one = staysOf([label(waits)]);
    const both = staysOf([submission("none"), label(waits)]);
    assert.deepEqual(
      one.map(({ goal }) => goal),
      ["published"],
    );
    assert.ok((both.at(-1)?.requests ?? 0) > (one[0]?.requests ?? 0));
  });

  it("are there where a label is edited or expired that is still under way", () => {
    const underWay = {
      workflowStatus: { currentStep: "microsoftApproval", state: "started" },
      targeting: { hardwareIds: [{}] },
      destination: "windowsUpdate",
      onDelete: "expire",
    };
    const published = {
      ...underWay,
      workflowStatus: { currentStep: "finalizePublishing", state: "completed" },
    };
    for (const [olds, expected] of [
      [underWay, ["editable"]],
      [published, []],
    ] as const) {
      assert.deepEqual(goals(step("ShippingLabel", "update", label().news, olds, ["targeting"])), expected);
      assert.deepEqual(goals(step("ShippingLabel", "delete", {}, olds)), expected);
    }
  });

  it("end in a circle of dependencies, too", () => {
    const one = { ...submission("committed"), dependencies: { productId: ["Submission"] } };
    assert.deepEqual(goals(one), ["committed"]);
  });

  it("are counted beyond the requests that are sent in any case", () => {
    const { requests, waits, withWaits } = estimateRequests([submission("committed")]);
    assert.deepEqual([requests, waits, withWaits], [4, ["committed"], 11]);
  });
});
