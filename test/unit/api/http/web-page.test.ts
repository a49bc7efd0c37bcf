import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import {
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { downloadFile } from "../../../../provider/api/transfer/download";
import type { Download } from "../../../../provider/api/transfer/download-request";
import { readReport } from "../../../../provider/api/transfer/error-report";

const page = "<!DOCTYPE html>\r\n<html><title>Sign in to your account</title></html>";
const html = { "content-type": "text/html; charset=utf-8" };
const bytes = { "content-type": "application/octet-stream" };

const pages: readonly (readonly [string, ScriptedAnswer])[] = [
  ["says that it is one", { status: 200, body: page, headers: html }],
  ["says that it is one and begins otherwise", { status: 200, body: "Sign in", headers: html }],
  ["says that it is a file", { status: 200, body: page, headers: bytes }],
  ["says nothing, behind a mark and a comment", { status: 200, body: `\ufeff\n<!-- a\nb -->${page}` }],
  ["is XHTML", { status: 200, body: "<a/>", headers: { "content-type": "application/xhtml+xml" } }],
  ["is another address", { status: 302, headers: { location: "https://login.example/?sig=HUSH" } }],
];

describe("a web page in the place of a file (field.md row 36)", () => {
  const folder = folderOfEachTest();

  function fetch(answers: readonly ScriptedAnswer[], options: Partial<Download> = {}) {
    const { network, sent } = scriptedService(...answers);
    const path = folder("report.pdf");
    const link = async () => `${ENDPOINT}/report?sig=HUSH`;
    const done = downloadFile({ network, clock: standingClock() }, { path, link, ...options });
    return { done, sent };
  }

  for (const [what, answer] of pages) {
    it(`that ${what} is an error, and no file`, async () => {
      const { done, sent } = fetch([answer]);
      const error = await failureOf(done);
      assert.ok(error instanceof TransferError && error.isWebPage, String(error));
      assert.doesNotMatch(error.message, /HUSH|sig=/);
      assert.deepEqual([readdirSync(folder()), sent.length], [[], 1]);
    });
  }

  it("is not what a refusal in other words is", async () => {
    const error = await failureOf(fetch([{ status: 403, body: "<Error/>" }]).done);
    assert.ok(error instanceof TransferError && !error.isWebPage, String(error));
  });

  it("is not taken for one where a file only speaks of HTML", async () => {
    const body = "a report about <html> and <!DOCTYPE html>";
    await fetch([{ status: 200, body }]).done;
    assert.equal(readFileSync(folder("report.pdf"), "utf8"), body);
  });

  it("explains no failure as its error report", async () => {
    const { network } = scriptedService({ status: 200, body: page, headers: html });
    const policy = { network, clock: standingClock() };
    assert.equal(await readReport(policy, `${ENDPOINT}/errorReport`), undefined);
  });
});

describe("a download's name", () => {
  const folder = folderOfEachTest();

  it("is what is made of the store's own, in the end only", async () => {
    const { network } = scriptedService({
      status: 200,
      body: "shell",
      headers: { "content-disposition": "attachment; filename=Shell.hlkx" },
    });
    let told: string | undefined;
    const link = async () => `${ENDPOINT}/shell`;
    await downloadFile(
      { network, clock: standingClock() },
      {
        path: folder("2-derivedPackage"),
        link,
        named(contentDisposition) {
          told = contentDisposition;
          return folder("Shell.hlkx");
        },
      },
    );
    assert.deepEqual([told, readdirSync(folder())], ["attachment; filename=Shell.hlkx", ["Shell.hlkx"]]);
  });
});
