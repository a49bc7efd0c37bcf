import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Dispatcher, request } from "undici";
import { failureOf, standingClock } from "../../../harness/scripted-service";
import { openNetwork } from "../../../provider/api/http/dispatcher";
import { type Exchange, exchange, TooLongError } from "../../../provider/api/http/exchange";

type Answering = (response: ServerResponse) => void;

const silent: Answering = () => undefined;
/** Each piece comes soon after the last one, and there is always another. */
const endless: Answering = (response) => {
  const timer = setInterval(() => response.write("."), 20);
  response.once("close", () => clearInterval(timer));
};

describe("one request over the network", () => {
  let server: Server;
  let url: string;
  let answering: Answering;
  let network: Dispatcher;
  before(async () => {
    server = createServer((_, response) => answering(response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    network = openNetwork({ requestTimeoutMs: 100 });
  });
  after(async () => {
    await network.destroy();
    server.closeAllConnections();
    server.close();
  });

  function ask(wanted: Partial<Exchange> = {}, signal?: AbortSignal) {
    // Longer than the test, so that whatever ends it is what is asked about.
    const patient = openNetwork({ requestTimeoutMs: 60_000 });
    const policy = { network: patient, clock: standingClock(), requestTimeoutMs: 100, signal };
    return exchange(policy, { url, limitBytes: 1_000_000, ...wanted }).finally(() => patient.destroy());
  }

  for (const [what, answer] of [
    ["a server that says nothing", silent],
    ["one that never comes to its end", endless],
  ] as const) {
    it(`ends when its time is up, with ${what}`, async () => {
      answering = answer;
      assert.equal((await failureOf(ask())).name, "TimeoutError");
    });

    it(`ends at once by its signal where it only reads, with ${what}`, async () => {
      const stop = new AbortController();
      const reason = new Error("stopped");
      answering = (response) => {
        answer(response);
        stop.abort(reason);
      };
      assert.equal(await failureOf(ask({}, stop.signal)), reason);
    });
  }

  it("is not sent where its signal has come", async () => {
    let asked = false;
    answering = (response) => {
      asked = true;
      response.end();
    };
    await failureOf(ask({}, AbortSignal.abort(new Error("stopped"))));
    assert.equal(asked, false);
  });

  it("leaves an answer a moment where it changes something, for the id in it", async () => {
    const stop = new AbortController();
    answering = (response) => {
      stop.abort(new Error("stopped"));
      setImmediate(() => response.end('{"id":1}'));
    };
    assert.equal((await ask({ method: "POST", body: "{}" }, stop.signal)).text, '{"id":1}');
  });

  it("reads no more than it may", async () => {
    answering = (response) => response.end("x".repeat(11));
    assert.ok((await failureOf(ask({ limitBytes: 10 }))) instanceof TooLongError);
    assert.equal((await ask({ limitBytes: 11 })).text.length, 11);
    assert.ok((await ask({ limitBytes: 10, whenLonger: "cut" })).text.startsWith("x"));
  });

  it("waits neither for a head nor for a piece longer than the pool of connections allows", async () => {
    answering = silent;
    const head = await failureOf(request(url, { dispatcher: network }));
    assert.equal((head as NodeJS.ErrnoException).code, "UND_ERR_HEADERS_TIMEOUT");
    answering = (response) => response.write(".");
    const { body } = await request(url, { dispatcher: network });
    assert.equal(((await failureOf(body.text())) as NodeJS.ErrnoException).code, "UND_ERR_BODY_TIMEOUT");
  });
});
