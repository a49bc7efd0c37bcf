import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SAMPLES } from "../../../harness/sample-inputs";
import { numberOf, registration } from "../../../provider/dynamic/dev-center-resource";
import { kinds } from "../../../provider/kinds/all-kinds";
import { outputNamesOf } from "../../../provider/kinds/kind";

const kindOf = (name: string) => kinds[name] ?? assert.fail(name);
const { callbackUrl: _, ...scheduleWithoutCallback } = SAMPLES.ReportSchedule;

/** What a class hands to Pulumi for a schedule, which is the kind with a secret property. */
function handedOver(
  args: Readonly<Record<string, unknown>> | undefined,
  options: pulumi.CustomResourceOptions = {},
) {
  const [, , inputs, handed] = registration(kindOf("ReportSchedule"), "a", args, options);
  return { inputs, options: handed };
}

describe("what a resource hands to Pulumi", () => {
  it("has a place for every output that there is", () => {
    const { inputs } = handedOver({});
    const missing = outputNamesOf(kindOf("ReportSchedule")).filter((name) => !(name in inputs));
    assert.deepEqual(missing, []);
  });

  it("names no resource of the program where what exists is read by its id", () => {
    assert.equal("resourceUrn" in handedOver(undefined).inputs, false);
  });

  it("has no secret where the program gives none", () => {
    assert.equal(handedOver(scheduleWithoutCallback).inputs.callbackUrl, undefined);
  });

  it("keeps the outputs secret that the program wants secret, and those of the kind", () => {
    assert.deepEqual(handedOver({}).options.additionalSecretOutputs, ["callbackUrl"]);
    const { options } = handedOver({}, { additionalSecretOutputs: ["startTime"] });
    assert.deepEqual(options.additionalSecretOutputs, ["startTime", "callbackUrl"]);
  });

  it("marks the callback as a secret, which a program may give in the clear", async () => {
    const { callbackUrl } = handedOver(SAMPLES.ReportSchedule).inputs;
    assert.ok(pulumi.Output.isInstance(callbackUrl) && (await pulumi.isSecret(callbackUrl)));
  });

  it("keeps the other options, and hands on no import, which Pulumi would do itself", () => {
    const { options } = handedOver({}, { import: "15", protect: true });
    assert.deepEqual(options, { protect: true, additionalSecretOutputs: ["callbackUrl"] });
  });
});

describe("the look at what is to be imported", () => {
  const inRun = (isPreview: boolean) =>
    pulumi.runtime.setMocks(
      { newResource: ({ inputs }) => ({ id: "15", state: inputs }), call: () => ({}) },
      "project",
      "stack",
      isPreview,
    );
  after(() => inRun(false));

  it("is asked for by a preview of an import, and by nothing else", async () => {
    const looks = async (isPreview: boolean, options: pulumi.CustomResourceOptions) => {
      await inRun(isPreview);
      return handedOver({}, options).inputs.looksFirst;
    };
    assert.equal(await looks(true, { import: "15" }), true);
    assert.equal(await looks(true, {}), undefined);
    assert.equal(await looks(false, { import: "15" }), undefined);
  });
});

describe("an id as a number", () => {
  it("is that number where it is one", () => {
    assert.equal(numberOf("15"), 15);
  });

  it("is one for any text of a mock: positive, whole, small, and the same for the same text alone", () => {
    const texts = ["weekly-id", "weekly-ie", "daily-id", "15a", "a15", "", "a long id ".repeat(50)];
    const numbers = texts.map(numberOf);
    for (const number of numbers) assert.ok(Number.isInteger(number) && number > 0 && number < 1_000_000);
    assert.equal(new Set(numbers).size, texts.length);
    assert.deepEqual(texts.map(numberOf), numbers);
  });
});
