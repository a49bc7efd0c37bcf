import assert from "node:assert/strict";
import type { Emulator, FaultAction } from "devcenter-emulator";
import { at, call, noon, products, startAtNoon } from "./dev-center-client";
import { begin, commit, show, upload } from "./driver-release";
import { functionalRefusals } from "./functional-refusals";
import { labelRefusals } from "./label-refusals";

interface ValidationError {
  target: string;
  message: string;
}

const correlation = "11111111-2222-3333-4444-555555555555";

describe("refusals of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(() => {
    emulator.reset();
    emulator.clock.set(noon);
    emulator.throttle();
  });
  after(() => emulator.close());

  for (const { what, status, code, message, target, arrange } of [...functionalRefusals, ...labelRefusals]) {
    it(`say ${code} (${status}) to ${what}`, async () => {
      const { method, path, ...doomed } = await arrange(emulator);
      const answer = await call(emulator, method, path, doomed);
      const faults = (at(answer.body, "error.validationErrors") ?? []) as ValidationError[];
      const said = [String(at(answer.body, "error.message")), ...faults.map((fault) => fault.message)];
      assert.deepEqual([answer.status, at(answer.body, "error.code")], [status, code]);
      assert.ok(
        said.some((text) => text.includes(message)),
        said.join("; "),
      );
      assert.equal(faults[0]?.target, target);
    });
  }

  for (const [what, body, contentType] of [
    ["a functional one", { error: { code: "InvalidInput", message: "No." } }, /json/],
    ["the gateway's", { statusCode: 403, message: "Forbidden", activityId: correlation }, /json/],
    [
      "one of reporting",
      { errors: [{ Code: "InvalidInput", Message: "No.", TrackingId: correlation }] },
      /json/,
    ],
    ["plain text", "No.", /text\/plain/],
    ["HTML", "<html><body>No.</body></html>", /text\/html/],
    ["nothing", undefined, /^$/],
  ] as const) {
    it(`can have any body: ${what}`, async () => {
      const headers: Record<string, string> = what === "HTML" ? { "content-type": "text/html" } : {};
      const respond: FaultAction = { respond: { status: 422, headers, ...(body !== undefined && { body }) } };
      emulator.fail({ action: respond });
      const answer = await call(emulator, "GET", products);
      assert.match(answer.headers.get("content-type") ?? "", contentType);
      assert.deepEqual([answer.status, answer.text], [422, bodyText(body)]);
    });
  }

  function bodyText(body: unknown): string {
    return body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  }

  for (const retryAfter of [true, false]) {
    it(`throttle ${retryAfter ? "with" : "without"} Retry-After`, async () => {
      emulator.throttle({ requestsPerMinute: 1, retryAfter });
      await call(emulator, "GET", products);
      const { status, headers, body } = await call(emulator, "GET", products);
      assert.deepEqual([status, headers.get("retry-after")], [429, retryAfter ? "60" : null]);
      assert.deepEqual(body, {
        statusCode: 429,
        message: "Rate limit is exceeded. Try again in 60 seconds.",
      });
    });
  }

  it("are a 401 without a token", async () => {
    const { status } = await call(emulator, "GET", products, { headers: { authorization: "" } });
    assert.equal(status, 401);
  });

  it("are the gateway's 500 with an empty token", async () => {
    const { status, body } = await call(emulator, "GET", products, { headers: { authorization: "Bearer " } });
    assert.deepEqual(
      [status, at(body, "message"), typeof at(body, "activityId")],
      [500, "Internal server error", "string"],
    );
  });

  it("give the correlation id back", async () => {
    const headers = { "ms-correlationid": correlation };
    const answer = await call(emulator, "GET", `${products}/1`, { headers });
    assert.equal(answer.headers.get("ms-correlationid"), correlation);
  });

  it("can hide that a commit was done", async () => {
    const begun = await begin(emulator);
    await upload(emulator, begun);
    const error = { code: "requestInvalidForCurrentState", message: "Bad gateway" };
    emulator.fail({
      match: { method: "POST", path: "commit$" },
      action: { respond: { status: 502, body: { error } }, effect: true },
    });
    const { status } = await commit(emulator, begun);
    const facts = await emulator.packageOf(begun.id);
    assert.deepEqual(
      [status, at(await show(emulator, begun), "commitStatus"), facts?.commits],
      [502, "CommitReceived", 1],
    );
  });
});
