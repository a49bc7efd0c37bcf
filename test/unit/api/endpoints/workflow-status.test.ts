import assert from "node:assert/strict";
import { workflow } from "../../../../provider/api/endpoints/workflow-status";

const messagesOf = (messages: unknown) =>
  workflow.parse({ currentStep: "signing", state: "failed", messages })?.status.messages;

describe("what the service says about a step", () => {
  it("is read as texts, however it is written", () => {
    assert.deepEqual(messagesOf(["a", 5, { code: "A", message: "It is held." }]), ["a", "5", "It is held."]);
    assert.deepEqual(messagesOf("It is held."), ["It is held."]);
    assert.deepEqual(messagesOf({ message: "It is held." }), ["It is held."]);
  });

  it("is nothing where nothing is said", () => {
    for (const messages of [undefined, null, [], [null, ""]]) assert.deepEqual(messagesOf(messages), []);
    assert.deepEqual(messagesOf([null, "a", ""]), ["a"]);
  });

  it("is kept up to 50 messages", () => {
    const many = Array.from({ length: 60 }, (_, at) => `message ${at}`);
    assert.deepEqual(messagesOf(many), many.slice(0, 50));
  });

  it("has a step that is new to this version in the spelling of the others", () => {
    const read = workflow.parse({ currentStep: "NewStep", state: "OnHold" })?.status;
    assert.deepEqual([read?.currentStep, read?.state], ["newStep", "onHold"]);
  });
});
