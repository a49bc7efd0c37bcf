import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter } from "../../../harness/devcenter-command";
import { emulatorSettings } from "../../../harness/emulator-settings";
import { folderOfAllTests } from "../../../harness/test-folder";
import { startAtNoon } from "../emulator/dev-center-client";

const wrong = "a-secret-that-nobody-may-see";

describe("devcenter, when it cannot", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  after(() => emulator.close());

  it("ends with 3 when the secret is wrong, and does not show it", async () => {
    const settings = { ...emulatorSettings(emulator), AZURE_CLIENT_SECRET: wrong };
    const { exitCode, out, err } = await runDevcenter(["products", "list"], settings);
    assert.equal(exitCode, 3);
    assert.match(err, /Microsoft Entra ID gave no token/);
    assert.doesNotMatch(out + err, new RegExp(wrong));
  });

  it("ends with 3 when nothing is set, and says what to set", async () => {
    const { exitCode, err } = await runDevcenter(["audiences"], {});
    assert.equal(exitCode, 3);
    assert.match(err, /AZURE_TENANT_ID/);
  });

  it("ends with 2 for an argument that is no id, before anything is sent", async () => {
    const { exitCode, err } = await runDevcenter(["submissions", "show", "15"], emulatorSettings(emulator));
    assert.equal(exitCode, 2);
    assert.match(err, /<productId>\/<submissionId>/);
    assert.equal(emulator.requests.length, 0);
  });

  it("ends with 1 when Dev Center refuses", async () => {
    emulator.fail({ match: { path: "/v2.0" }, action: { respond: { status: 403 } } });
    const { exitCode, err } = await runDevcenter(["audiences"], emulatorSettings(emulator));
    assert.equal(exitCode, 1);
    assert.match(err, /with 403/);
  });

  it("ends with 3 when Dev Center refuses the token, and does not show it", async () => {
    const settings = { ...emulatorSettings(emulator), DEVCENTER_ACCESS_TOKEN: wrong };
    const { exitCode, out, err } = await runDevcenter(["audiences"], settings);
    assert.equal(exitCode, 3);
    assert.doesNotMatch(out + err, new RegExp(wrong));
  });

  describe("with --stack", () => {
    const folder = folderOfAllTests();

    /** Puts a program called pulumi in front of PATH. */
    function withPulumi(script: string): Record<string, string> {
      const file = folder("pulumi");
      writeFileSync(file, `#!${process.execPath}\n${script}`);
      chmodSync(file, 0o755);
      return {
        NODE_EXTRA_CA_CERTS: emulator.caFile,
        NO_PROXY: "127.0.0.1",
        PATH: `${folder()}${delimiter}${process.env.PATH}`,
      };
    }

    const configuration = () => {
      const { tenantId, clientId, clientSecret } = emulator.credentials;
      const values = {
        tenantId,
        clientId,
        clientSecret,
        endpoint: emulator.url,
        authorityHost: emulator.authorityHost,
      };
      return Object.entries(values).map(([key, value]) => [`devcenter:${key}`, { value }]);
    };

    it("reads the configuration by the Pulumi CLI", async () => {
      const answer = JSON.stringify(Object.fromEntries(configuration()));
      const script = `if (!process.argv.includes("--stack=live")) process.exit(1); console.log(${JSON.stringify(answer)});`;
      const { exitCode, err } = await runDevcenter(
        ["products", "list", "--stack", "live"],
        withPulumi(script),
      );
      assert.deepEqual([exitCode, err], [0, ""]);
    });

    it("ends with 3 and Pulumi's own words when there is no such stack", async () => {
      const script = `console.log("${wrong}"); console.error("error: no stack named 'live' found"); process.exit(255);`;
      const { exitCode, out, err } = await runDevcenter(
        ["products", "list", "--stack", "live"],
        withPulumi(script),
      );
      assert.equal(exitCode, 3);
      assert.match(err, /no stack named 'live' found/);
      assert.doesNotMatch(out + err, new RegExp(wrong));
    });

    it("ends with 3 when there is no Pulumi CLI", async () => {
      const settings = { ...emulatorSettings(emulator), PATH: "" };
      const { exitCode, err } = await runDevcenter(["products", "list", "--stack", "live"], settings);
      assert.equal(exitCode, 3);
      assert.match(err, /no pulumi on PATH/);
    });
  });
});
