import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { recordOf } from "../../harness/engine-steps";

const URN = "urn:pulumi:test::t::pulumi-nodejs:dynamic/test:R::r";

function step(op: string, more: object = {}): object {
  return { metadata: { op, urn: URN, type: "pulumi-nodejs:dynamic/test:R", provider: "", ...more } };
}

function record(...events: object[]) {
  return recordOf(events.map((event, sequence) => ({ sequence, timestamp: 0, ...event }) as EngineEvent));
}

describe("recordOf", () => {
  it("reports a step once, by its name and with what differs", () => {
    const { steps } = record(
      { resourcePreEvent: step("update") },
      { resOutputsEvent: step("update", { diffs: ["a"] }) },
    );
    assert.deepEqual(
      steps.map(({ op, name, diffs, failed }) => ({ op, name, diffs, failed })),
      [{ op: "update", name: "r", diffs: ["a"], failed: false }],
    );
  });

  it("calls a refresh by its outcome", () => {
    const { steps } = record({ resourcePreEvent: step("refresh") }, { resOutputsEvent: step("delete") });
    assert.deepEqual(
      steps.map(({ op }) => op),
      ["delete"],
    );
  });

  it("marks the step that failed", () => {
    const { steps } = record({ resourcePreEvent: step("create") }, { resOpFailedEvent: step("create") });
    assert.deepEqual(
      steps.map(({ failed }) => failed),
      [true],
    );
  });

  it("keeps messages and leaves out the SDK's debugging lines", () => {
    const { diagnostics } = record(
      { diagnosticEvent: { severity: "debug", message: "noise", color: "" } },
      { diagnosticEvent: { severity: "error", message: "it said no\n", color: "", urn: URN } },
    );
    assert.deepEqual(diagnostics, [{ severity: "error", message: "it said no", urn: URN }]);
  });
});
