import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { serverOfAllTests } from "../../../../harness/local-server";
import { failureOf, scriptedClient } from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import type { StreamedBody } from "../../../../provider/api/http/exchange";
import { anyAnswer } from "../../../../provider/api/http/wire";

describe("the client: a file", () => {
  let came: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  beforeEach(() => {
    came = [];
  });
  const server = serverOfAllTests((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      came.push({ headers: request.headers, body });
      response.end("{}");
    });
  });
  const network = openNetwork({ requestTimeoutMs: 10_000 });
  after(() => network.close());

  function send(file: StreamedBody): Promise<unknown> {
    const { client } = scriptedClient([], { endpoint: server.url(""), network });
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
