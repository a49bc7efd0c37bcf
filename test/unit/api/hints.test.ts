import assert from "node:assert/strict";
import { hintFor } from "../../../provider/api/hints";

describe("adviceFor", () => {
  const ofSubmission = "/v2.0/my/hardware/products/1/submissions/2";
  const cases: [what: string, refusal: Parameters<typeof hintFor>[0], shown: RegExp][] = [
    [
      "a derived submission of an extension product (field.md row 10)",
      {
        status: 400,
        code: "invalidInput",
        reason:
          "Cannot create derived submission for Attestation, TestSigned and ExtensionInf type of products",
      },
      /declare a new Product/,
    ],
    [
      "bad input that names nothing",
      { status: 400, code: "invalidInput", reason: "No." },
      /what Dev Center says is wrong/,
    ],
    ["a code that every object has", { status: 400, code: "constructor" }, /what Dev Center says is wrong/],
    ["bad input that names a property", { status: 422, targets: ["name"] }, /the properties that it names/],
    [
      "a wrong state",
      { status: 400, code: "RequestInvalidForCurrentState" },
      /not in a state that allows this/,
    ],
    [
      "a missing submission, which may be a partner's",
      { status: 404, code: "EntityNotFound", path: ofSubmission },
      /getRelatedSubmission.*devcenter translate/,
    ],
    ["EntityNotFound with another status", { status: 400, code: "EntityNotFound" }, /nothing with this id/],
    [
      "a failed workflow",
      {
        status: 403,
        code: "UpdateUnauthorized",
        reason: "Can't update the submission since the workflows failed",
      },
      /declare another submission/,
    ],
    [
      "a name that cannot change now",
      {
        status: 403,
        code: "UpdateUnauthorized",
        reason: "Product Name can't be updated at this time. Try again.",
      },
      /may later/,
    ],
    [
      "any other unauthorized update",
      { status: 403, code: "UpdateUnauthorized" },
      /does not allow this change/,
    ],
    ["a shared product", { status: 403, code: "ReadOnlyProduct" }, /Ask the partner/],
    ["an empty 403 (field.md row 31)", { status: 403 }, /Driver Submitter.*Report Reviewer.*suspended/],
    [
      "a suspended account",
      { status: 403, code: "Forbidden", reason: "The account is suspended." },
      /Microsoft has suspended/,
    ],
    ["a fault of the service", { status: 500 }, /^This is a fault of Dev Center's own\. Try again/],
  ];
  for (const [what, refusal, shown] of cases) {
    it(`says what to do about ${what}`, () => assert.match(hintFor(refusal) ?? "", shown));
  }

  it("lets no words turn a missing object into anything else", () => {
    assert.match(
      hintFor({ status: 404, code: "EntityNotFound", reason: "suspended" }) ?? "",
      /nothing with this id/,
    );
  });
});
