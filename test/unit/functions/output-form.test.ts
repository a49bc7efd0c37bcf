import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { whenKnown } from "../../../provider/functions/output-form";
import { getReportTemplatesOutput } from "../../../provider/functions/report-template";

type Resolved = { promise(): Promise<unknown> };

const failureOf = async (output: unknown) => {
  const error = await (output as Resolved).promise().then(
    () => assert.fail("it did not fail"),
    (reason: Error) => reason,
  );
  return `${error.message} ${error.stack}`;
};

describe("the form of a function that takes outputs", () => {
  it("shows what is wrong with an argument, and no secret one", async () => {
    const args = { view: pulumi.secret("Code name Dorado"), templateId: "Code name Dorado" as never };
    const shown = await failureOf(getReportTemplatesOutput(args));
    assert.match(shown, /^getReportTemplates: templateId: expected an id such as 15, as a number; got "…"/);
    assert.doesNotMatch(shown, /Dorado/);
  });

  it("leaves what is no secret in its errors, and errors as they are", async () => {
    const asked = new TypeError("of Code name Eridanus and 90217");
    const args = { a: pulumi.output("Code name Eridanus"), b: pulumi.secret(90217), c: "plain" };
    const fail = async () => Promise.reject(asked);
    const output = whenKnown(args, fail) as unknown as Resolved;
    await assert.rejects(output.promise(), (error) => error === asked);
    assert.equal(asked.message, "of Code name Eridanus and …");
    assert.match(asked.stack ?? "", /^TypeError: of Code name Eridanus and …\n +at /);
  });

  it("gives the answer, which is a secret where an argument is one", async () => {
    const output = whenKnown({ a: pulumi.secret("x") }, async ({ a }) => `${a}y`);
    assert.equal(await (output as unknown as Resolved).promise(), "xy");
    assert.equal(await pulumi.isSecret(output), true);
  });
});
