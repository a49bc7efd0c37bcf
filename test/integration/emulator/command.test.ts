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

const flags = [
  "--workflow-minutes",
  "3",
  "--speed",
  "3600x",
  "--rows",
  "90",
  "--seed",
  "7",
  "--field-behavior",
];

describe("devcenter-emulator, the command", () => {
  let child: ChildProcess;
  let printed: Printed;
  before(async () => {
    const command = require.resolve("devcenter-emulator").replace(/index\.js$/, "command.js");
    child = spawn(process.execPath, [command, "--port", "0", "--json", ...flags], {
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

  it("runs workflows at the given speed", async () => {
    assert.deepEqual(await (await fetch(`${printed.url}/_emulator/workflow`)).json(), { minutes: 3 });
  });

  it("responds as the field has it on demand", async () => {
    assert.deepEqual(await (await fetch(`${printed.url}/_emulator/field-behavior`)).json(), { on: true });
  });

  it("runs its clock at the given speed", async () => {
    const now = async () => {
      const { now } = (await (await fetch(`${printed.url}/_emulator/clock`)).json()) as { now: string };
      return Date.parse(now);
    };
    const [realStart, start] = [performance.now(), await now()];
    const [end, realEnd] = [await now(), performance.now()];
    assert.ok(end - start > 0 && end - start <= 3600 * (realEnd - realStart), `${end - start} ms`);
    assert.ok(end - start > 100 * (realEnd - realStart), `${end - start} ms`);
  });

  it("has the given number of failures", async () => {
    const days = "from=2026-01-01&to=2026-03-31";
    const answer = await fetch(`${printed.url}/_emulator/failures?view=IHVDriver&${days}`);
    assert.equal(((await answer.json()) as unknown[]).length, 90);
  });

  it("stops on SIGTERM and leaves no file behind", async () => {
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    assert.deepEqual([code, existsSync(printed.caFile)], [0, false]);
  });
});
