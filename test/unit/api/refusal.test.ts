import assert from "node:assert/strict";
import { readRefusal } from "../../../provider/api/refusal";

const now = new Date("2026-03-01T12:00:00Z");

function read(body: unknown, { status = 400, retryAfter }: { status?: number; retryAfter?: string } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readRefusal(status, retryAfter, text, now);
}

describe("readRefusal: who says what", () => {
  const functional = {
    error: {
      code: "invalidInput",
      message: "Validation Failed.",
      validationErrors: [
        { target: "targetingInfo.chids", message: "A CHID is needed." },
        { target: "name", message: "Too long." },
      ],
    },
  };

  it("reads the code of a functional body", () => {
    assert.equal(read(functional).code, "invalidInput");
  });

  it("names the targets of a functional body", () => {
    assert.deepEqual(read(functional).targets, ["targetingInfo.chids", "name"]);
  });

  it("puts the words of every validation error into the reason", () => {
    assert.equal(
      read(functional).reason,
      "Validation Failed. targetingInfo.chids: A CHID is needed. name: Too long.",
    );
  });

  it("reads a functional body without validation errors", () => {
    const refusal = read(
      { error: { code: "EntityNotFound", message: "Product not found" } },
      { status: 404 },
    );
    assert.deepEqual(refusal, {
      status: 404,
      code: "EntityNotFound",
      reason: "Product not found",
      targets: [],
    });
  });

  it("reads a functional body whose validation errors are null", () => {
    const refusal = read({ error: { code: "a", message: "b", validationErrors: null } });
    assert.deepEqual(refusal.targets, []);
  });

  it("reads a gateway body", () => {
    const body = { statusCode: 500, message: "Internal server error", activityId: "2f0c" };
    const refusal = read(body, { status: 500 });
    assert.deepEqual([refusal.status, refusal.reason], [500, "Internal server error"]);
  });

  it("reads every message of a reporting body", () => {
    const errors = [
      { Code: "InvalidInput", Message: "limit: too small", TrackingId: "t" },
      { Code: "InvalidInput", Message: "view: unknown", TrackingId: "t" },
    ];
    const refusal = read({ data: null, errors });
    assert.deepEqual([refusal.code, refusal.reason], ["InvalidInput", "limit: too small view: unknown"]);
  });

  it("reads a reporting body whose code is a number", () => {
    assert.equal(read({ errors: [{ Code: 1001, Message: "no" }] }).code, "1001");
  });

  it("takes the title of a web page", () => {
    const page = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    assert.equal(read(page, { status: 502 }).reason, "502 Bad Gateway");
  });

  it("says that a page without title is a page", () => {
    assert.equal(read("<html><body>Sorry</body></html>").reason, "a web page instead of an answer");
  });

  it("takes plain text as it is, on one line", () => {
    assert.equal(read("Service\n  Unavailable\n", { status: 503 }).reason, "Service Unavailable");
  });

  for (const body of ["", "   ", "null", "[]", "{}", '{"errors":[]}', '"text"', "5"]) {
    it(`gives no reason for the body ${JSON.stringify(body)}`, () => {
      assert.equal(read(body).reason, undefined);
    });
  }

  it("keeps a reason at a length that fits a terminal", () => {
    assert.equal(read("x".repeat(5000)).reason?.length, 601);
  });
});

describe("readRefusal: how long to wait", () => {
  const throttled = { statusCode: 429, message: "Rate limit is exceeded. Try again in 14 seconds." };

  const cases: [what: string, body: unknown, header: string | undefined, ms: number | undefined][] = [
    ["takes the seconds of the header", throttled, "3", 3000],
    ["takes a header of no seconds at all", throttled, "0", 0],
    ["takes the date of the header", throttled, "Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["does not wait for a date that is past", throttled, "Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["takes the seconds of the message without a header", throttled, undefined, 14_000],
    ["takes the seconds of the message when the header is nonsense", throttled, "soon", 14_000],
    ["knows one second", { message: "Try again in 1 second." }, undefined, 1000],
    ["knows nothing where nothing is said", { message: "Rate limit is exceeded." }, undefined, undefined],
    ["takes a header beside an empty body", "", "7", 7000],
  ];
  for (const [what, body, retryAfter, ms] of cases) {
    it(what, () => {
      const given = retryAfter === undefined ? {} : { retryAfter };
      assert.equal(read(body, { status: 429, ...given }).retryAfterMs, ms);
    });
  }
});

describe("readRefusal: what never gets through", () => {
  const link = "https://store.blob.core.windows.net/c/b?se=2026&sig=SECRET";
  const bodies: [form: string, body: unknown][] = [
    ["functional", { error: { code: "a", message: `upload to ${link}` } }],
    ["validation error", { error: { message: "a", validationErrors: [{ target: "url", message: link }] } }],
    ["gateway", { statusCode: 500, message: `see ${link}` }],
    ["reporting", { errors: [{ Code: "a", Message: link }] }],
    ["page", `<html><title>${link}</title></html>`],
    ["plain", `cannot reach ${link} with Bearer SECRET`],
  ];
  for (const [form, body] of bodies) {
    it(`cuts the secret out of a ${form} body`, () => {
      assert.doesNotMatch(JSON.stringify(read(body)), /SECRET/);
    });
  }
});
