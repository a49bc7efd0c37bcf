import assert from "node:assert/strict";
import { scriptedClient } from "../../../../harness/scripted-service";
import { submissions } from "../../../../provider/api/endpoints/submissions";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { isPendingNoMore } from "../../../../provider/lifecycles/submission/commit";
import { whatGoesOn } from "../../../../provider/lifecycles/submission/progress";
import { type Stage, stageOf } from "../../../../provider/lifecycles/submission/stage";

const signed = { downloads: { items: [{ type: "signedPackage", url: "https://store.example/a" }] } };
const step = (currentStep: string | number, state: string) => ({ workflowStatus: { currentStep, state } });

const cases: readonly (readonly [Stage, string, object])[] = [
  ["created", "that is pending", { commitStatus: "CommitPending" }],
  ["created", "of which nothing is said", {}],
  ["processing", "that was received", { commitStatus: "CommitReceived" }],
  ["processing", "whose workflow has started although it says pending", step("preparation", "started")],
  ["processing", "that is done but not offered yet", step("finalizeIngestion", "completed")],
  ["signed", "whose step is a number", { ...step(7, "completed"), ...signed }],
  ["failed", "whose step failed, whatever is offered", { ...step(3, "failed"), ...signed }],
  ["failed", "whose commit failed", { commitStatus: "commitFailed" }],
];

describe("how far a submission is, in one word,", () => {
  for (const [word, what, body] of cases) {
    it(`is ${word} for one ${what}`, async () => {
      const { client } = scriptedClient([{ status: 200, body: { id: 2, ...body } }]);
      assert.equal(stageOf(await submissions(client, "v2.0").get("1", "2")), word);
    });
  }
});

describe("a commit that is refused", () => {
  const name = { verb: "POST", path: "/commit", correlationId: "a", requestId: "b" } as const;
  const refusedWith = (status: number, reason: string | undefined) =>
    new ApiError(name, { status, code: "requestInvalidForCurrentState", reason, targets: [] }, undefined);

  it("proves that it is pending no more, by the service's own words (field.md row 23)", () => {
    assert.equal(isPendingNoMore(refusedWith(400, "Only pending submissions can be committed.")), true);
  });

  for (const [what, error] of [
    ["another reason", refusedWith(400, "No package was uploaded.")],
    ["no reason", refusedWith(400, undefined)],
    ["those words by a gateway that failed", refusedWith(502, "Only pending submissions can be committed")],
    ["an error of another kind", new Error("Only pending submissions can be committed")],
  ] as const) {
    it(`does not prove it by ${what}`, () => assert.equal(isPendingNoMore(error), false));
  }
});

describe("the last line of a wait whose time is up", () => {
  for (const [goal, commitStatus, says] of [
    ["signed", "commitComplete", /^Dev Center goes on with it\.$/],
    ["signed", "commitPending", /has not begun: it shows commitPending/],
    ["committed", undefined, /has not begun: it shows no commit status/],
    ["metadata", "commitPending", /has not begun/],
    ["metadata", "commitComplete", /none until it is asked for .*create-metadata/],
  ] as const) {
    it(`for ${goal} at ${commitStatus} says what is true`, () =>
      assert.match(whatGoesOn(commitStatus, goal), says));
  }
});
