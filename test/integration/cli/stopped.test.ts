import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startDevcenter } from "../../../harness/devcenter-command";
import { until } from "../../../harness/pulumi-processes";

const wait = ["submissions", "wait", "14631253285588838/1152921504621465124"];
// What is waited for would take half a minute; a busy machine takes some seconds to end a process.
const soonMs = 8_000;

describe("devcenter, stopped while it waits", () => {
  let server: Server;
  let address: string;
  let folder: string;
  let taken: Socket[];
  before((done) => {
    folder = mkdtempSync(join(tmpdir(), "stopped-"));
    server = createServer((socket) => void taken.push(socket.on("error", () => undefined)));
    server.listen(0, "127.0.0.1", () => {
      address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  beforeEach(() => {
    taken = [];
  });
  afterEach(() => {
    for (const socket of taken) socket.destroy();
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function stop(
    signal: "SIGINT" | "SIGTERM",
    args: readonly string[],
    settings: Readonly<Record<string, string>>,
    isWaiting: () => boolean,
  ) {
    const { child, outcome } = startDevcenter(args, settings);
    await until("the wait", isWaiting);
    const before = performance.now();
    child.kill(signal);
    const { exitCode, err } = await outcome;
    assert.ok(performance.now() - before < soonMs, `it ended after ${performance.now() - before} ms`);
    assert.match(err, new RegExp(`Stopped by ${signal}`));
    return exitCode;
  }

  it("ends at once while a host does not answer the TLS handshake", async () => {
    const settings = { DEVCENTER_ENDPOINT: `https://${address}`, DEVCENTER_ACCESS_TOKEN: "a-token" };
    assert.equal(await stop("SIGINT", wait, settings, () => taken.length > 0), 130);
  });

  it("ends at once while a proxy does not answer", async () => {
    const settings = {
      DEVCENTER_ENDPOINT: "https://dev-center.example",
      HTTPS_PROXY: `http://${address}`,
      DEVCENTER_ACCESS_TOKEN: "a-token",
    };
    assert.equal(await stop("SIGTERM", wait, settings, () => taken.length > 0), 143);
  });

  it("ends at once while the Pulumi CLI waits for its backend", async function () {
    if (process.platform === "win32") this.skip();
    const settings = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    const begun = join(folder, "begun");
    const script = `#!/bin/sh\n: > '${begun}'\nexec sleep 30\n`;
    writeFileSync(join(folder, "pulumi"), script, { mode: 0o700 });
    const args = [...wait, "--stack", "dev"];
    assert.equal(await stop("SIGTERM", args, settings, () => existsSync(begun)), 143);
  });
});
