import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { serverOfAllTests } from "../../../harness/local-server";
import { folderOfAllTests } from "../../../harness/test-folder";

const built = resolve(__dirname, "..", "..", "..", "dist", "dynamic");

/** Processes of their own that stand for those which Pulumi starts; they run the built package. */
describe("a process of Pulumi with this package in it", () => {
  const folder = folderOfAllTests();
  /** Called when a request comes, which is never answered. */
  let asked = () => {};
  const silent = serverOfAllTests(() => asked());

  /** Runs this code as that command of the SDK, and gives its exit code and what it printed. */
  function start(command: "run" | "dynamic-provider", code: string, engine?: string) {
    const place = folder("node_modules", "@pulumi", "pulumi", "cmd", command);
    mkdirSync(place, { recursive: true });
    writeFileSync(folder("node_modules", "@pulumi", "pulumi", "version.js"), 'exports.version = "3.248.0";');
    const file = join(place, "index.js");
    writeFileSync(file, code);
    const child = spawn(process.execPath, [file, ...(engine === undefined ? [] : [engine])], {
      cwd: folder(),
      env: {
        ...process.env,
        DEVCENTER_ENDPOINT: silent.url(""),
        DEVCENTER_ACCESS_TOKEN: "t",
        DEVCENTER_JOURNAL_DIRECTORY: folder("journal"),
      },
    });
    return { child, ended: outcomeOf(child) };
  }

  async function outcomeOf(child: ChildProcess) {
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (printed += text));
    const [exitCode] = await once(child, "close");
    return { exitCode, printed };
  }

  const runtime = `const runtime = require(${JSON.stringify(join(built, "runtime.js"))});`;
  const idle = "setInterval(() => undefined, 1_000);";

  it("ends when the engine is gone, and does not before", async () => {
    const engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    const address = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
    const { ended } = start("dynamic-provider", `${runtime} ${idle}`, address);
    await once(engine, "connection");
    engine.close();
    engine.closeAllConnections();
    assert.deepEqual(await ended, { exitCode: 1, printed: "" });
  });

  it("prints what it says, and ends well by the interrupt of the engine where nothing is at work", async () => {
    const check = `process.env.DEVCENTER_API_VERSION = "v1.0";
      runtime("Product").check({}, {}).then(() => process.emit("SIGINT"));`;
    const { exitCode, printed } = await start("dynamic-provider", `${runtime} ${idle} ${check}`).ended;
    assert.equal(exitCode, 0);
    assert.match(printed, /^warning: devcenter:apiVersion is v1\.0.*\n$/);
  });

  it("stops what is at work by the interrupt of a user, and reports it", async () => {
    const create = `runtime("Product").create({ productName: "nic" }).catch(({ message }) => {
      console.log(message);
      process.exit(7);
    });`;
    const request = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { child, ended } = start(
      "dynamic-provider",
      `${runtime} ${idle} ${create}
      process.stdin.once("data", () => process.emit("SIGINT"));`,
    );
    await request;
    child.stdin?.write("now");
    const { exitCode, printed } = await ended;
    assert.equal(exitCode, 7);
    assert.match(printed, /^product: could not be created\.\n.*The run was interrupted\./s);
  });

  it("leaves an error of a handler to the engine, which shows it, where it is a provider process", async () => {
    const read = `runtime("Product").read("nonsense", {}).catch((error) => {
      console.error(String(error) + ": " + error.stack);
      console.error("of another");
    });`;
    assert.equal((await start("dynamic-provider", `${runtime} ${read}`).ended).printed, "of another\n");
    assert.match((await start("run", `${runtime} ${read}`).ended).printed, /^Error: .*of another\n$/s);
  });

  it("names the missing package at the first resource where the folder of its program does not lead there", async () => {
    const declare = `
      require(${JSON.stringify(join(built, "program-folder.js"))});
      const { registration } = require(${JSON.stringify(join(built, "dev-center-resource.js"))});
      try { registration({ name: "Product", properties: {} }, "a", {}, {}); } catch ({ message }) { console.log(message); }`;
    const { printed } = await start("run", declare).ended;
    assert.match(printed, /^pulumi-devcenter is not installed where Pulumi's provider process looks for it/);
  });
});
