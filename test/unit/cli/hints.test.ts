import assert from "node:assert/strict";
import { ApiError, ConfigurationError, StepFailedError, WaitTimeoutError } from "pulumi-devcenter/internal";
import { explained } from "../../../cli/src/hints";

const ids = { correlationId: "c", requestId: "r" };
const path = "/v2.0/my/hardware/products/1/submissions/2";

/** Every status, and every code and text that has a hint of its own. */
const refusals = [
  ...[400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 500, 503].map((status) => ({ status })),
  { status: 422, targets: ["name"] },
  { status: 404, code: "EntityNotFound" },
  { status: 400, code: "RequestInvalidForCurrentState" },
  { status: 400, code: "InvalidInput", reason: "No derived submission of attestation products" },
  { status: 400, code: "InvalidInput", reason: "Initial submission already exists" },
  { status: 403, code: "UpdateUnauthorized" },
  { status: 403, code: "UpdateUnauthorized", reason: "since the workflows failed" },
  { status: 403, code: "UpdateUnauthorized", reason: "Try again." },
  { status: 403, code: "ReadOnlyProduct" },
  { status: 403, code: "AccountSuspended" },
];
const failed = [
  "another derived submission",
  "change or replace the label",
  "new product",
  "no wait",
] as const;

const errors = [
  ...refusals.map((refused) => new ApiError({ verb: "GET", path, ...ids }, { targets: [], ...refused })),
  ...failed.map((remedy) => new StepFailedError("The step signing failed: no", { remedy })),
  new ConfigurationError("Cannot sign in.", { missing: ["tenantId"] }),
  new WaitTimeoutError({
    name: "Submission 1/2",
    state: "is not signed",
    timeoutMinutes: 5,
    next: "It goes on.",
  }),
];

describe("what a user of the command can do about an error", () => {
  for (const error of errors) {
    it(`is said in words of the command: ${error.message.split("\n")[0]}`, () => {
      assert.doesNotMatch(explained(error), /pulumi |\bdeclare|in (the|a) program|waitTimeoutMinutes/);
    });
  }

  it("names the look-up that finds a partner's submission", () => {
    const [missing] = errors.filter((error) => error instanceof ApiError && error.code === "EntityNotFound");
    assert.match(explained(missing), /devcenter translate finds them\.\nMS-CorrelationId c/);
  });

  it("names the option that limits a wait", () => {
    assert.equal(
      explained(errors.at(-1)),
      "Submission 1/2 is not signed after 5 minutes (--timeout-minutes). It goes on.",
    );
  });

  it("names the ways to give settings", () => {
    assert.match(explained(errors.at(-2)), /^Cannot sign in\.\nSet the environment variables, .*--stack\.$/);
  });
});
