import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import type { Server } from "node:http";
import { connect, type Socket } from "node:net";
import { type CallbackReceiver, receiveCallbacks } from "../../../../cli/src/reports/callback-receiver";

describe("the receiver of callbacks", () => {
  let receiver: CallbackReceiver;
  let calls: number;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    calls = 0;
    receiver = await receiveCallbacks("127.0.0.1", 0, () => void calls++);
  });
  afterEach(() => {
    receiver.close();
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  async function dial(): Promise<Socket> {
    const { hostname, port } = new URL(receiver.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    return socket;
  }

  it("answers before the body has come, whatever is said, and ends the connection", async () => {
    const socket = await dial();
    socket.write("PUT /any?where HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000000\r\n\r\n{");
    const [answer] = await once(socket.setEncoding("utf8"), "data");
    assert.match(answer, /^HTTP\/1\.1 204 .*connection: close\r\n/is);
    assert.equal(calls, 1);
  });

  it("does not wait for whoever is slow for longer than some seconds", async () => {
    const seen = new Set<Server>();
    const see = (message: unknown) => void seen.add((message as { server: Server }).server);
    subscribe("http.server.request.start", see);
    await fetch(receiver.url);
    unsubscribe("http.server.request.start", see);
    assert.deepEqual(
      [...seen].map(({ headersTimeout, requestTimeout }) => [headersTimeout, requestTimeout]),
      [[5_000, 10_000]],
    );
  });

  it("keeps 32 connections, and hangs up on more", async () => {
    for (let count = 0; count < 32; count++) await dial();
    const further = await dial();
    await once(further.resume(), "close");
    assert.deepEqual(
      sockets.filter(({ closed }) => closed),
      [further],
    );
  });

  it("says that a port is taken", async () => {
    const port = Number(new URL(receiver.url).port);
    await assert.rejects(
      receiveCallbacks("127.0.0.1", port, () => undefined),
      new RegExp(
        `^ConfigurationError: Callbacks cannot be received on port ${port} of 127.0.0.1 \\(EADDRINUSE\\)`,
      ),
    );
  });
});
