import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runDevcenter } from "../../../harness/devcenter-command";
import { previewFile } from "../../../harness/recorded-previews";

const command = join(dirname(require.resolve("devcenter-cli/package.json")), "dist", "command.js");

/** The built command, without any setting that leads anywhere. */
function review(args: readonly string[], input: string | Buffer = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "review", ...args], {
    input,
    env: { PATH: process.env.PATH ?? "" },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const printed = (name: string) => readFileSync(previewFile(name));

describe("devcenter review", () => {
  it("reads standard input or a file, in every form", () => {
    const now = ["--now", "2026-11-20T00:00:00Z"];
    const fromFile = review([previewFile("made"), ...now]);
    assert.equal(fromFile.status, 0, fromFile.stderr);
    assert.deepEqual(review(now, printed("made")), fromFile);
    assert.match(
      review(["--marker", "prod"], printed("made")).stdout,
      /^<!-- devcenter-review:prod -->\n### /,
    );
    const json = JSON.parse(review(["--json"], printed("made")).stdout);
    assert.deepEqual(
      JSON.parse(review(["--format", "json"], printed("made")).stdout).irrevocable,
      json.irrevocable,
    );
    assert.doesNotMatch(review(["--format", "text"], printed("made")).stdout, /[*`<]/);
  });

  it("reads what PowerShell writes", () => {
    const utf16 = Buffer.from(`\ufeff${printed("made").toString("utf8")}`, "utf16le");
    assert.equal(review([], utf16).stdout, review([], printed("made")).stdout);
  });

  for (const [name, reasons, code] of [
    ["made", "irrevocable", 8],
    ["made", "drift,audience", 0],
    ["published", "audience", 8],
    ["edited", "personal", 8],
    ["edited", "irrevocable,drift,audience", 0],
    ["drifted", "drift", 8],
    ["gone", "drift", 8],
    ["unchanged", "irrevocable,personal,drift,audience", 0],
    ["mistaken", "irrevocable", 1],
  ] as const) {
    it(`ends with ${code} after ${name} with --fail-on ${reasons}, and prints the review`, async () => {
      const args = ["review", previewFile(name), "--fail-on", reasons];
      const { exitCode, out } = await runDevcenter(args, {});
      assert.equal(exitCode, code);
      assert.match(out, /^<!-- devcenter-review:default -->/);
    });
  }

  for (const [what, input, sentence] of [
    ["nothing", "", /the input is empty/],
    ["JSON that is cut off", printed("made").subarray(0, 3_000), /cut off or broken/],
    ["text", "Previewing update (prod):", /not JSON/],
    ["other JSON", '{"a":1}', /not a preview of Pulumi/],
    ["a step of another shape", '{"steps":[{"op":1}]}', /at steps.0.op/],
    ["the stream of events", '{"sequence":0}\n{"sequence":1}', /stream of events/],
  ] as const) {
    it(`ends with 2 and a sentence for ${what}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "review-"));
      try {
        const file = join(folder, "preview.json");
        writeFileSync(file, input);
        const { exitCode, out, err } = await runDevcenter(["review", file], {});
        assert.deepEqual([exitCode, out], [2, ""]);
        assert.match(err, sentence);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it("ends with 2 for arguments that it does not understand", async () => {
    for (const args of [
      ["--fail-on", "all"],
      ["--marker", "a-->"],
      ["--now", "soon"],
      ["--format", "html"],
    ]) {
      const { exitCode } = await runDevcenter(["review", previewFile("made"), ...args], {});
      assert.equal(exitCode, 2, args.join(" "));
    }
    assert.equal((await runDevcenter(["review", "none.json"], {})).exitCode, 2);
  });
});
