import assert from "node:assert/strict";
import { parseErrorResponse } from "../../../../provider/api/http/parse-error";

const now = new Date("2026-03-01T12:00:00Z");

function read(body: unknown, { status = 400, retryAfter }: { status?: number; retryAfter?: string } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return parseErrorResponse(status, retryAfter, text, now);
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

  it("names the targets of a functional body as a program names them", () => {
    assert.deepEqual(read(functional).targets, ["targeting.chids", "name"]);
  });

  it("puts the words of every validation error into the reason", () => {
    assert.equal(
      read(functional).reason,
      "Validation Failed. targeting.chids: A CHID is needed. name: Too long.",
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

  it("says that a page without title is a page, and what stands in it", () => {
    assert.equal(read("<html><body>Sorry</body></html>").reason, "a web page instead of an answer: Sorry");
    assert.equal(read("<html></html>").reason, "a web page instead of an answer");
  });

  it("reads a JSON text as the text that it holds", () => {
    assert.equal(read('"text"').reason, "text");
  });

  it("takes plain text as it is, on one line", () => {
    assert.equal(read("Service\n  Unavailable\n", { status: 503 }).reason, "Service Unavailable");
  });

  for (const body of ["", "   ", "null", "[]", "{}", '{"errors":[]}', "5"]) {
    it(`gives no reason for the body ${JSON.stringify(body)}`, () => {
      assert.equal(read(body).reason, undefined);
    });
  }

  it("names each target once, however often it is complained about (field.md row 8)", () => {
    const fault = (message: string) => ({ target: "requestedSignatures", message });
    const body = { error: { code: "invalidInput", validationErrors: [fault("No A."), fault("No B.")] } };
    assert.deepEqual(read(body).targets, ["requestedSignatures"]);
    assert.equal(read(body).reason, "requestedSignatures: No A. requestedSignatures: No B.");
  });

  it("finds code, message and target beside a list of errors in any case (field.md row 9, pulumi.md F11)", () => {
    const fault = { code: "InvalidInput", target: "requestedSignatures", message: "signature X" };
    const refusal = read({ statusCode: 422, message: "signature X", code: "InvalidInput", errors: [fault] });
    assert.deepEqual(
      [refusal.code, refusal.reason, refusal.targets],
      ["InvalidInput", "signature X", ["requestedSignatures"]],
    );
  });

  it("keeps both texts of a functional body whose target is null (field.md row 9)", () => {
    const text = "At least one property is required for update.";
    const error = { code: "invalidInput", message: "Validation Failed." };
    for (const fault of [{ target: null, message: text }, { message: text }]) {
      const { reason } = read({ error: { ...error, validationErrors: [fault] } });
      assert.equal(reason, `Validation Failed. ${text}`);
    }
  });

  it("keeps the message beside a code that is null or the status (field.md row 9)", () => {
    for (const code of [null, 422]) {
      const refusal = read({ error: { code, message: "Validation Failed." } });
      assert.deepEqual([refusal.code, refusal.reason], [undefined, "Validation Failed."]);
    }
  });

  it("does not take the code of one property's fault for the request's", () => {
    const errors = [
      { code: "EntityNotFound", target: "restrictedToAudiences", message: "No such audience." },
    ];
    assert.equal(read({ code: "InvalidInput", message: "No.", errors }).code, "InvalidInput");
  });

  it("keeps the ids that Microsoft's support asks for (field.md row 31)", () => {
    const body = { statusCode: 500, message: "Internal server error", activityId: "2f0c" };
    assert.deepEqual(read(body).supportIds, ["activityId 2f0c"]);
    assert.deepEqual(read({ errors: [{ Code: "a", Message: "b", TrackingId: "t" }] }).supportIds, [
      "TrackingId t",
    ]);
  });

  it("lets nothing in a body steer a terminal or forge a line", () => {
    const { code, reason, targets } = read({
      error: { code: "a\u001b[2J", validationErrors: [{ target: "b\nc", message: "d\u202e\r\ne" }] },
    });
    assert.doesNotMatch([code, reason, ...targets].join(""), /[\p{Cc}\u202E]/u);
  });

  it("shows a body in which nothing is known as it is", () => {
    assert.equal(read({ outcome: "denied" }).reason, '{"outcome":"denied"}');
  });

  it("ends with a body that is nested without end", () => {
    assert.equal(typeof read(`${"[".repeat(5000)}"a b"${"]".repeat(5000)}`).targets, "object");
  });

  it("reads of a body of megabytes its beginning alone", () => {
    const told = (bytes: number) => read(`{"code":"a"}${" ".repeat(bytes)}b`).code;
    assert.deepEqual([told(1024 ** 2), told(1024 ** 2 - 13)], ["a", undefined]);
  });

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
