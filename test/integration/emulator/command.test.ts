import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";

interface Printed {
  url: string;
  caFile: string;
  environment: Record<string, string>;
}

describe("devcenter-emulator, the command", function () {
  this.timeout(20_000);
  let child: ChildProcess;
  let printed: Printed;
  before(async () => {
    const command = require.resolve("devcenter-emulator").replace(/index\.js$/, "command.js");
    child = spawn(process.execPath, [command, "--port", "0", "--json", "--workflow-minutes", "3"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.ok(child.stdout);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    printed = JSON.parse(line) as Printed;
  });

  it("prints the settings a client needs", () => {
    assert.deepEqual(Object.keys(printed.environment), [
      "DEVCENTER_ENDPOINT",
      "AZURE_AUTHORITY_HOST",
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
      "AZURE_CLIENT_SECRET",
      "NODE_EXTRA_CA_CERTS",
    ]);
  });

  it("serves at the address it prints", async () => {
    assert.equal((await fetch(`${printed.url}/_emulator/state`)).status, 200);
  });

  it("walks workflows as fast as it is told", async () => {
    assert.deepEqual(await (await fetch(`${printed.url}/_emulator/workflow`)).json(), { minutes: 3 });
  });

  it("stops on SIGTERM and leaves no file behind", async () => {
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    assert.deepEqual([code, existsSync(printed.caFile)], [0, false]);
  });
});
