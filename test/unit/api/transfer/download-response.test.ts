import assert from "node:assert/strict";
import { brokenBy as brokenConnection, standingClock } from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import type { RequestPolicy } from "../../../../provider/api/http/request-policy";
import {
  brokenBy,
  type Ended,
  isWebPage,
  judge,
  type OtherAnswer,
} from "../../../../provider/api/transfer/download-response";
import type { PartialFile } from "../../../../provider/api/transfer/partial-file";

const part = (bytes: number, mark: object) => ({ bytes, mark }) as PartialFile;
const nothing = part(0, {});
const begun = part(10, { etag: '"one"' });
const policy = { clock: standingClock(), requestTimeoutMs: 5_000 } as unknown as RequestPolicy;
const kept = " What came is kept; the next attempt goes on with it.";

describe("an answer that is not the file", () => {
  const judged = (answer: Partial<OtherAnswer>, from: "Dev Center" | "the blob store" = "the blob store") =>
    judge(policy, from, begun, { status: 503, headers: {}, text: "", ...answer });

  /** The error with which the download stops at once. */
  function refusal(answer: Partial<OtherAnswer>): TransferError {
    try {
      judged(answer, "Dev Center");
    } catch (error) {
      assert.ok(error instanceof TransferError);
      return error;
    }
    return assert.fail("it does not stop");
  }

  function brokenOf(ended: Ended) {
    assert.equal(ended.ended, "broken");
    return (ended as Extract<Ended, { ended: "broken" }>).outcome;
  }

  for (const status of [206, 412, 416]) {
    it(`means that the content is another one now (${status})`, () =>
      assert.deepEqual(judged({ status }), { ended: "changed" }));
  }

  for (const status of [401, 403]) {
    it(`means that the link has expired (${status})`, () => {
      const { ended, error } = judged({ status }) as Extract<Ended, { ended: "expired" }>;
      assert.deepEqual([ended, error.status], ["expired", status]);
      assert.equal(error.why, `the blob store refused with ${status}.${kept}`);
    });
  }

  for (const status of [300, 302, 399]) {
    it(`leads elsewhere, which is a web page where it must not be followed (${status})`, () => {
      const location = "https://login.example/";
      const ended = judged({ status, headers: { location } }) as Extract<Ended, { ended: "elsewhere" }>;
      assert.deepEqual([ended.ended, ended.location], ["elsewhere", location]);
      assert.deepEqual([ended.error.isWebPage, ended.error.status], [true, status]);
      assert.equal((judged({ status }) as { location?: string }).location, "");
    });
  }

  for (const status of [408, 429, 500, 503]) {
    it(`is worth a further attempt (${status})`, () => {
      const { failure, error } = brokenOf(judged({ status }));
      assert.deepEqual(failure, { kind: "refused", status });
      assert.equal((error as TransferError).status, status);
    });
  }

  for (const status of [204, 400, 404, 410, 499]) {
    it(`ends the download for good (${status})`, () => assert.equal(refusal({ status }).status, status));
  }

  it("names the pause that the store asks for, in seconds, and is waited for", () => {
    const { failure, error } = brokenOf(judged({ headers: { "retry-after": "7.2" } }));
    assert.deepEqual(failure, { kind: "refused", status: 503, retryAfterMs: 7200 });
    assert.equal(
      (error as TransferError).why,
      `the blob store refused with 503. It asks to wait 8 s.${kept}`,
    );
  });

  it("has the store's code and Dev Center's words, and never a link", () => {
    const headers = { "x-ms-error-code": ["BlobNotFound", "Other"] };
    assert.match(refusal({ status: 404, headers }).why, /^Dev Center refused with 404 \(BlobNotFound\)\./);
    const text = JSON.stringify({
      error: { code: "gone", message: "No asset at https://x.example/?sig=HUSH" },
    });
    const { why } = refusal({ status: 404, text });
    assert.equal(why, `Dev Center refused with 404 (gone). No asset at https://x.example/…${kept}`);
    assert.match(refusal({ status: 404, text, headers }).why, /\(BlobNotFound\)\. No asset/);
    assert.equal(refusal({ status: 404 }).why, `Dev Center refused with 404.${kept}`);
  });

  it("promises to go on with what came only where that can be", () => {
    for (const [there, goesOn] of [
      [begun, true],
      [nothing, false],
      [part(10, {}), false],
      [part(0, { etag: '"one"' }), false],
    ] as const) {
      const { error } = brokenOf(
        judge(policy, "the blob store", there, { status: 503, headers: {}, text: "" }),
      );
      assert.equal(error.message.includes("What came is kept"), goesOn);
    }
  });
});

describe("a connection that breaks", () => {
  const brokenWith = (cause: unknown) => {
    const ended = brokenBy(policy, "the blob store", begun, cause);
    assert.ok(ended.ended === "broken");
    return ended.outcome;
  };

  it("is worth a further attempt, and is reported by its code", () => {
    const cause = brokenConnection("ECONNRESET");
    const { error, failure } = brokenWith(cause);
    assert.deepEqual(failure, { kind: "no answer", mayHaveTakenEffect: true });
    assert.equal(
      (error as TransferError).why,
      `the connection to the blob store failed (ECONNRESET).${kept}`,
    );
    assert.equal(error.cause, cause);
  });

  it("is reported as one that ended too early where it has no code", () => {
    for (const cause of [undefined, null, new Error("failed: https://x.example/?sig=HUSH")]) {
      const { error } = brokenWith(cause);
      assert.match(error.message, /failed \(it ended too early\)/);
      assert.doesNotMatch(`${error.message} ${error.cause}`, /HUSH/);
    }
  });

  for (const [what, cause, advice] of [
    [
      "a certificate is not trusted",
      brokenConnection("SELF_SIGNED_CERT_IN_CHAIN"),
      /set NODE_EXTRA_CA_CERTS/,
    ],
    [
      "a proxy refuses",
      Object.assign(new Error("Proxy response (407) !== 200 when HTTP Tunneling"), {
        code: "UND_ERR_ABORTED",
      }),
      /The proxy on the way answered with 407: check HTTPS_PROXY/,
    ],
  ] as const) {
    it(`is worth no further attempt where ${what}, and the error says what to do`, () => {
      const { error, failure } = brokenWith(cause);
      assert.deepEqual(failure, { kind: "no answer", mayHaveTakenEffect: true, permanent: true });
      assert.match(error.message, advice);
    });
  }

  it("is reported with the setting that limits it where it takes too long", () => {
    const { error } = brokenWith(new DOMException("slow", "TimeoutError"));
    assert.match(
      error.message,
      /no answer from the blob store within 5 s \(devcenter:requestTimeoutSeconds\)/,
    );
  });
});

describe("what comes in the place of a file", () => {
  const rows: [what: string, contentType: string, beginning: string, isPage: boolean][] = [
    ["by its type", "text/html; charset=utf-8", "rows", true],
    ["by its type behind blanks", "  TEXT/HTML", "rows", true],
    ["by its type, as XHTML", "application/xhtml+xml", "rows", true],
    ["by how it begins", "", "<!DOCTYPE html><html>", true],
    ["by how it begins, in several lines", "", "<!doctype\n  HTML>", true],
    ["by its first element", "application/octet-stream", "<html lang='en'>", true],
    ["behind a byte order mark and blanks", "", "\ufeff \r\n\t<html>", true],
    ["behind a comment", "", "<!-- a\n long one -->\n\n  <html>", true],
    ["behind a comment and nothing else", "", "<!---->\n<!doctype html>", true],
    ["though another type has the name in it", "multipart/text/html", "rows", false],
    ["though it has the words in it", "", "rows about <html> and <!doctype html>", false],
    ["though a mark is in the middle", "", "<\ufeffhtml>", false],
    ["though an element begins alike", "", "<htmlish>", false],
    ["though words stand before a comment", "", "a,b <!-- c --><html>", false],
    ["though it is another document", "", "<!DOCTYPE svg><svg/>", false],
    ["though words follow a comment", "", "<!-- a -->b<html>", false],
    ["though a page begins after more than a kilobyte", "", `${" ".repeat(1024)}<html>`, false],
  ];
  for (const [what, contentType, beginning, isPage] of rows) {
    it(`is ${isPage ? "a page" : "no page"} ${what}`, () =>
      assert.equal(isWebPage(contentType, Buffer.from(beginning)), isPage));
  }
});
