import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { watchEngine } from "../../../provider/dynamic/engine-watch";

describe("the watch on the engine", () => {
  let engine: Server;
  /** Its address as Pulumi hands it to a provider process. */
  let address: string;
  beforeEach(async () => {
    engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    address = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
  });
  afterEach(() => void engine.close());

  it("sees that it is gone, and takes a connection that it closes for no end", async () => {
    let goneAfter: number | undefined;
    let connections = 0;
    const gone = new Promise<void>((resolve) =>
      watchEngine(address, () => {
        goneAfter = connections;
        resolve();
      }),
    );
    for (const _ of ["first", "again"]) {
      const [socket] = (await once(engine, "connection")) as [Socket];
      connections += 1;
      if (connections === 2) engine.close();
      socket.destroy();
    }
    await gone;
    assert.equal(goneAfter, 2);
  });

  it("sees at once that it was gone before", async () => {
    engine.close();
    await once(engine, "close");
    await new Promise<void>((resolve) => watchEngine(address, resolve));
  });

  it("does not take it for gone while this process has no file handle left", async function () {
    if (process.platform === "win32") this.skip();
    const built = join(dirname(require.resolve("pulumi-devcenter/runtime")), "engine-watch.js");
    const script = `
      const { openSync, closeSync } = require("node:fs");
      const held = [];
      const grab = setInterval(() => { try { for (;;) held.push(openSync("/dev/null")); } catch {} }, 10);
      setTimeout(() => { clearInterval(grab); held.forEach(closeSync); process.stdout.write("released"); }, 1000);
      require(${JSON.stringify(built)}).watchEngine("${address}", () => process.exit(1));
      setInterval(() => undefined, 1000);`;
    engine.on("connection", (socket: Socket) => socket.destroy());
    const child = spawn("sh", ["-c", 'ulimit -n 60; exec "$0" -e "$1"', process.execPath, script]);
    const gone = once(child, "exit").then(() => assert.fail("it took the engine for gone"));
    await Promise.race([once(child.stdout, "data"), gone]);
    await Promise.race([once(engine, "connection"), gone]);
    gone.catch(() => undefined);
    child.kill("SIGKILL");
  });

  it("watches nothing where it is given no address", () => {
    for (const nothing of [undefined, "", "nonsense"]) {
      watchEngine(nothing, () => assert.fail("there is nothing that could be gone"));
    }
  });
});
