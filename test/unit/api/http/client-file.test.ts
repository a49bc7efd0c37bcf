import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatcher } from "undici";
import { failureOf, scriptedClient } from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import type { StreamedBody } from "../../../../provider/api/http/exchange";
import { anyAnswer } from "../../../../provider/api/http/wire";

describe("the client: a file", () => {
  let server: Server;
  let network: Dispatcher;
  let came: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  before(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        came.push({ headers: request.headers, body });
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    network = openNetwork({ requestTimeoutMs: 10_000 });
  });
  beforeEach(() => {
    came = [];
  });
  after(async () => {
    await network.close();
    server.closeAllConnections();
    server.close();
  });

  function send(file: StreamedBody): Promise<unknown> {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { client } = scriptedClient([], { endpoint, network });
    return client.call({ verb: "PUT", path: "/file", file, idempotent: true, responseSchema: anyAnswer });
  }

  it("is sent as bytes, of which the service knows beforehand how many", async () => {
    const file = {
      bytes: 12,
      async *pieces() {
        yield Buffer.from("a dri");
        yield Buffer.from("ver.cab");
      },
    };
    await send(file);
    const [{ headers, body } = assert.fail()] = came;
    assert.deepEqual(
      [headers["content-type"], headers["content-length"], body],
      ["application/octet-stream", "12", "a driver.cab"],
    );
  });

  it("that cannot be read, or is not what it was, ends the call with that error, and is not sent again", async () => {
    const changed = new TransferError("upload", "driver.cab changed while it was sent.");
    let read = 0;
    const file = {
      bytes: 12,
      async *pieces() {
        read += 1;
        yield Buffer.from("a dri");
        throw changed;
      },
    };
    assert.equal(await failureOf(send(file)), changed);
    assert.deepEqual([read, came], [1, []]);
  });
});
