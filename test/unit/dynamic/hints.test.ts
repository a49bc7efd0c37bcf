import assert from "node:assert/strict";
import { ApiError, type ErrorResponse } from "../../../provider/api/errors/api-error";
import { ConfigurationError } from "../../../provider/api/errors/configuration-error";
import { WaitTimeoutError } from "../../../provider/api/errors/wait-timeout-error";
import { explained } from "../../../provider/dynamic/hints";
import { StepFailedError } from "../../../provider/lifecycles/core/permanent-failure";

type Refused = Partial<ErrorResponse> & Pick<ErrorResponse, "status"> & { readonly path?: string };

const ids = { correlationId: "c", requestId: "r" };
function refusal({ path = "/v2.0/my/hardware/products/1", ...refused }: Refused): ApiError {
  return new ApiError({ verb: "GET", path, ...ids }, { targets: [], ...refused });
}

describe("what a user of Pulumi can do about a refusal", () => {
  const ofSubmission = "/v2.0/my/hardware/products/1/submissions/2";
  const cases: [what: string, refusal: Refused, shown: RegExp][] = [
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
    ["a fault of the service", { status: 500 }, /\nThis is a fault of Dev Center's own\. Try again/],
    ["throttling", { status: 429 }, /Set devcenter:requestsPerMinute/],
  ];
  for (const [what, refused, shown] of cases) {
    it(`stands before the ids for support: ${what}`, () => {
      assert.match(explained(refusal(refused)), shown);
      assert.match(explained(refusal(refused)), /\nMS-CorrelationId c, MS-RequestId r$/);
    });
  }

  it("does not depend on words where the service gave a code", () => {
    const missing = refusal({ status: 404, code: "EntityNotFound", reason: "suspended" });
    assert.match(explained(missing), /nothing with this id/);
  });

  it("is what the request knows of its refusal, where it knows something", () => {
    const request = { verb: "GET", path: "/a", ...ids };
    const error = new ApiError(request, { status: 403, targets: [] }, { meaning: "Ask Ada." });
    assert.equal(
      explained(error),
      "Dev Center refused GET /a with 403\nAsk Ada.\nMS-CorrelationId c, MS-RequestId r",
    );
  });

  it("doubts a path in the endpoint alone, and beside the usual hint the endpoint of a proxy", () => {
    const at = (endpoint: string, status = 404) =>
      explained(
        new ApiError({ verb: "GET", path: ofSubmission, ...ids }, { targets: [], status }, { endpoint }),
      );
    const inPath = at("https://dc.example/api");
    assert.match(inPath, /it is the address alone, such as .*, without a path\./);
    assert.doesNotMatch(inPath, /nothing with this id/);
    assert.match(at("https://dc.example"), /nothing with this id.*\n.* it is not Microsoft's\./);
    assert.doesNotMatch(at("https://dc.example/api", 409), /went to/);
  });

  it("doubts the endpoint where it knows nothing, unless that is Microsoft's own or the object alone is missing", () => {
    const at = (endpoint: string | undefined, code?: string) => {
      const missing = { targets: [], status: 404, ...(code === undefined ? {} : { code }) };
      return explained(new ApiError({ verb: "GET", path: "/x", ...ids }, missing, { endpoint }));
    };
    assert.match(at("https://dc.example"), /went to https:\/\/dc\.example\/x\. Check devcenter:endpoint/);
    assert.match(at("https://user:hush@dc.example"), /went to https:\/\/dc\.example\/x\./);
    for (const endpoint of [undefined, "https://manage.devcenter.microsoft.com"]) {
      assert.doesNotMatch(at(endpoint), /went to/);
    }
    assert.doesNotMatch(at("https://dc.example", "EntityNotFound"), /went to/);
  });

  it("is found behind an error that quotes it", () => {
    const cause = refusal({ status: 409 });
    assert.match(
      explained(new Error(`Not paused.\n${cause.message}`, { cause })),
      /^Not paused\.\nDev Center refused .*\nWhat it concerns is not in a state/,
    );
  });

  it("is said once, however often the same error is explained", () => {
    const error = refusal({ status: 409 });
    error.message = explained(error);
    assert.equal(explained(error), error.message);
  });
});

describe("what a user of Pulumi can do about other errors", () => {
  it("names the command that sets what is missing", () => {
    const error = new ConfigurationError(
      "This configuration cannot sign in to the Hardware Dev Center.\ndevcenter:clientSecret (or AZURE_CLIENT_SECRET) is not set",
      { missing: ["clientSecret"] },
    );
    assert.match(
      explained(error),
      /^The provider cannot sign in .*\n.* is not set: pulumi config set --secret devcenter:clientSecret <value>$/,
    );
  });

  it("names the property that limits a wait", () => {
    const error = new WaitTimeoutError({
      name: "Submission 1/2",
      state: "is not signed",
      timeoutMinutes: 60,
      next: "Dev Center goes on with it.",
    });
    assert.equal(
      explained(error),
      "It is not signed after 60 minutes (waitTimeoutMinutes). Dev Center goes on with it.",
    );
  });

  it("leaves an error as it is of which nothing more is known, and what is thrown without being one", () => {
    assert.equal(
      explained(new StepFailedError("The step signing failed: no")),
      "The step signing failed: no",
    );
    assert.equal(explained("no paint"), "no paint");
  });

  it("says what to declare in the place of what failed", () => {
    const error = new StepFailedError("The step signing failed: no", { remedy: "new product" });
    assert.match(explained(error), /^The step signing failed: no\n.*declare a new Product/);
  });
});
