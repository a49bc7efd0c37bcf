import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { exitCodes } from "../../../cli/src/exit-codes";
import { afterHelp } from "../../../cli/src/program";

const readme = readFileSync(resolve(__dirname, "..", "..", "..", "cli", "README.md"), "utf8");
const codes = Object.values(exitCodes);

describe("the documentation of the exit codes", () => {
  it("has a row in the README for each, in their order", () => {
    const section = readme.slice(readme.indexOf("## Exit codes"), readme.indexOf("## Downloads"));
    const rows = [...section.matchAll(/^\| (\d+) /gm)].map(([, code]) => Number(code));
    assert.deepEqual(rows, codes);
  });

  it("names each in the help", () => {
    const [, text = ""] = /Exit codes: (.*?)\n\n/s.exec(afterHelp) ?? [];
    for (const code of codes) assert.match(text, new RegExp(`\\b${code} `));
  });
});
