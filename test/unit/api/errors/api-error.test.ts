import assert from "node:assert/strict";
import { ApiError, type ErrorResponse } from "../../../../provider/api/errors/api-error";

const request = { verb: "GET", path: "/a", correlationId: "c", requestId: "r" };
function refused(refusal: Partial<ErrorResponse> & Pick<ErrorResponse, "status">): ApiError {
  return new ApiError(request, { targets: [], ...refusal });
}

describe("a refusal: whether it proves that the thing does not exist", () => {
  for (const [refusal, proves] of [
    [{ status: 404 }, true],
    [{ status: 404, code: "ResourceNotFound" }, true],
    [{ status: 400, code: "EntityNotFound" }, true],
    [{ status: 403, code: "entitynotfound" }, true],
    [{ status: 400, code: "InvalidInput" }, false],
    [{ status: 403 }, false],
    [{ status: 410 }, false],
    [{ status: 500 }, false],
  ] as const) {
    it(`${JSON.stringify(refusal)} ${proves ? "does" : "does not"}`, () =>
      assert.equal(refused(refusal).meansGone, proves));
  }
});

describe("a refusal: its code", () => {
  it("is compared without case, and with nothing where there is none", () => {
    assert.deepEqual(
      [refused({ status: 400, code: "readOnlyPRODUCT" }), refused({ status: 400 })].map((error) => [
        error.says("ReadOnlyProduct"),
        error.says("InvalidInput"),
      ]),
      [
        [true, false],
        [false, false],
      ],
    );
  });
});

describe("a refusal: its message", () => {
  it("names what the service complains about, the pause that it asks for, and what is known of it", () => {
    const refusal = {
      status: 429,
      targets: ["name", "type"],
      retryAfterMs: 1_500,
      supportIds: ["activityId a"],
    };
    assert.equal(
      new ApiError(request, refusal, { meaning: "Ask Ada." }).message,
      [
        "Dev Center refused GET /a with 429",
        "It names: name, type",
        "It asks to wait 2 s before the next attempt.",
        "Ask Ada.",
        "MS-CorrelationId c, MS-RequestId r, activityId a",
      ].join("\n"),
    );
  });

  it("has no line for what is not known, neither with a hint nor without", () => {
    const error = refused({ status: 403 });
    assert.equal(error.message, "Dev Center refused GET /a with 403\nMS-CorrelationId c, MS-RequestId r");
    assert.equal(error.withHint(undefined), error.message);
  });
});
