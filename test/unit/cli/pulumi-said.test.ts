import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { askPulumi } from "../../../cli/src/import/managed";
import { readStackConfiguration } from "../../../cli/src/stack-configuration";
import { failureOf } from "../../../harness/scripted-service";

describe("what the Pulumi CLI says of its failure", () => {
  const path = process.env.PATH;
  let folder: string;
  before(function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(join(tmpdir(), "devcenter-pulumi-"));
    const script = `#!/bin/sh
echo 'HUSH of the configuration'
echo 'error: https://state.example/b?sig=HUSH: access_token=HUSH refused' >&2
exit 255
`;
    writeFileSync(join(folder, "pulumi"), script, { mode: 0o700 });
    process.env.PATH = `${folder}${delimiter}${path}`;
  });
  after(() => {
    process.env.PATH = path;
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  for (const [what, ask, message] of [
    [
      "reads a configuration",
      () => readStackConfiguration("dev"),
      "The configuration of the stack dev could not be read: error: https://state.example/… access_token=… refused",
    ],
    [
      "exports a stack",
      () => askPulumi(["stack", "export"], folder),
      "pulumi stack export: error: https://state.example/… access_token=… refused",
    ],
  ] as const) {
    it(`shows no secret when it ${what}, nor keeps what it printed`, async () => {
      const error = await failureOf(ask());
      assert.deepEqual([error.message, error.cause], [message, undefined]);
      assert.doesNotMatch(JSON.stringify([error, Object.values(error)]), /HUSH/);
    });
  }
});
