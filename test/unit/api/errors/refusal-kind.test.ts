import assert from "node:assert/strict";
import { type RefusalKind, refusalKind } from "../../../../provider/api/errors/refusal-kind";

type Refused = Parameters<typeof refusalKind>[0];

const ofSubmission = "/v2.0/my/hardware/products/1/submissions/2";
const derived = "Cannot create derived submission for";

/** By the service's own words and codes: each refusal that has a hint of its own. */
const known: readonly (readonly [Refused, RefusalKind | undefined])[] = [
  ...["Attestation products", "TestSigned products", "test-signed products", "ExtensionInf products"].flatMap(
    (words) =>
      ["InvalidInput", "requestInvalidForCurrentState"].map(
        (code) => [{ status: 400, code, reason: `${derived} ${words}` }, "no derived submission"] as const,
      ),
  ),
  [
    { status: 400, code: "invalidInput", reason: "Initial submission of it already exists" },
    "initial submission exists",
  ],
  ...["workflow failed", "workflow has failed", "workflows have failed"].map(
    (reason) => [{ status: 403, code: "UpdateUnauthorized", reason }, "failed workflow"] as const,
  ),
  [{ status: 403, code: "UpdateUnauthorized", reason: "Not at this time." }, "not now"],
  [{ status: 403, code: "UpdateUnauthorized", reason: "No." }, "change not allowed"],
  [{ status: 400, code: "RequestInvalidForCurrentState", reason: "No." }, "wrong state"],
  [{ status: 403, code: "ReadOnlyProduct" }, "shared product"],
  [{ status: 403, code: "AccountSuspended" }, "account suspended"],
  [{ status: 403, reason: "The account is suspended." }, "account suspended"],
  [{ status: 409, reason: "The flight is suspended." }, "wrong state"],
  [{ status: 400, code: "EntityNotFound" }, "not found"],
  [{ status: 404 }, "not found"],
  [{ status: 404, path: ofSubmission }, "submission not found"],
  [{ status: 404, code: "InvalidInput" }, "input refused"],
  [{ status: 404, code: "InvalidInput", targets: ["name"] }, "properties refused"],
  [{ status: 409, code: "InvalidInput" }, "input refused"],
  [{ status: 400 }, "input refused"],
  [{ status: 422 }, "input refused"],
  [{ status: 422, targets: ["name"] }, "properties refused"],
  [{ status: 401 }, "token refused"],
  [{ status: 403 }, "access denied"],
  [{ status: 409 }, "wrong state"],
  [{ status: 415 }, "request altered"],
  [{ status: 429 }, "too many requests"],
  [{ status: 500 }, "fault of the service"],
  [{ status: 503 }, "fault of the service"],
  [{ status: 405 }, undefined],
  [{ status: 499 }, undefined],
];

describe("which of the known refusals it is", () => {
  for (const [refusal, kind] of known) {
    it(`${kind ?? "none"}: ${JSON.stringify(refusal)}`, () => assert.equal(refusalKind(refusal), kind));
  }

  it("is not taken from a code that only looks like a known one", () => {
    const reason = `${derived} Attestation. Initial submission already exists. Workflow failed. Try again.`;
    const alike = ["InvalidInput", "RequestInvalidForCurrentState", "UpdateUnauthorized"].flatMap((code) => [
      `Not${code}`,
      `${code}ByOwner`,
    ]);
    for (const code of alike) assert.equal(refusalKind({ status: 409, code, reason }), "wrong state", code);
  });
});
