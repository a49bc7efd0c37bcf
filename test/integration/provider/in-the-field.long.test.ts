import assert from "node:assert/strict";
import { failuresInTheField } from "../../../harness/field-run";

/** Where the words of answers matter: all but connections, sign-in and transfers. */
const files = [
  "functions",
  "gone",
  "label-in-the-field",
  "injected-faults",
  "product",
  "publisher-metadata",
  "refusals",
  "report-schedule",
  "report-template",
  "reporting-functions",
  "shipping-label-course",
  "shipping-label",
  "submission-package",
  "submission",
].map((name) => `test/integration/provider/${name}.test.ts`);

/** By their nature these hold the very spelling of the ordinary answers, each for the reason beside it. */
const ordinary = [
  // What another person has changed is shown as Dev Center writes it.
  "shows when another person changed",
  "is not adopted where it differs, and reports every property that does",
  "leaves a CHID alone that is (PendingRecovery|Recovered), and reports it",
  // Read back without a program, an object comes as Dev Center writes it.
  "is created from the documentation's sample",
  "shows all that can be declared when it is only read",
  // What is removed is named as Dev Center names it.
  "adds and removes in place",
];

describe("the provider before a service that answers as the field has it", () => {
  it("does what it does before the ordinary one", async () => {
    assert.equal(await failuresInTheField(files, ["--grep", ordinary.join("|"), "--invert"]), "");
  }).timeout(900_000);
});
