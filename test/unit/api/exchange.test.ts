import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import type { ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { request } from "undici";
import { serverOfAllTests } from "../../../harness/local-server";
import { failureOf, standingClock } from "../../../harness/scripted-service";
import { openNetwork } from "../../../provider/api/http/dispatcher";
import { type Exchange, exchange, TooLongError, withinLimits } from "../../../provider/api/http/exchange";

type Answering = (response: ServerResponse) => void;

const silent: Answering = () => undefined;
/** Each piece comes soon after the last one, and there is always another. */
const endless: Answering = (response) => {
  const timer = setInterval(() => response.write("."), 20);
  response.once("close", () => clearInterval(timer));
};

describe("one request over the network", () => {
  let answering: Answering;
  const server = serverOfAllTests((_, response) => answering(response));
  const network = openNetwork({ requestTimeoutMs: 100 });
  after(() => network.destroy());

  function ask(wanted: Partial<Exchange> = {}, signal?: AbortSignal) {
    // Longer than the test, so that whatever ends it is what is asked about.
    const patient = openNetwork({ requestTimeoutMs: 60_000 });
    const policy = { network: patient, clock: standingClock(), requestTimeoutMs: 100, signal };
    return exchange(policy, { url: server.url(), limitBytes: 1_000_000, ...wanted }).finally(() =>
      patient.destroy(),
    );
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

  it("ends at once by its signal where it asks for a head", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped");
    answering = () => stop.abort(reason);
    assert.equal(await failureOf(ask({ method: "HEAD" }, stop.signal)), reason);
  });

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

  it("takes a byte order mark from the front of an answer, and leaves it everywhere else", async () => {
    answering = (response) => response.end("\uFEFFa");
    assert.equal((await ask()).text, "a");
    answering = (response) => response.end("a\uFEFFb");
    assert.equal((await ask()).text, "a\uFEFFb");
  });

  it("gives up a server that takes a connection and says nothing of TLS", async function () {
    // Undici's own limit is 10 s.
    this.timeout(8_000);
    const mute = createTcpServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    const to = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
    const failure = await failureOf(request(to, { dispatcher: network }));
    assert.equal((failure as NodeJS.ErrnoException).code, "UND_ERR_CONNECT_TIMEOUT");
    mute.close();
  });

  it("waits neither for a head nor for a piece longer than the pool of connections allows", async () => {
    answering = silent;
    const head = await failureOf(request(server.url(), { dispatcher: network }));
    assert.equal((head as NodeJS.ErrnoException).code, "UND_ERR_HEADERS_TIMEOUT");
    answering = (response) => response.write(".");
    const { body } = await request(server.url(), { dispatcher: network });
    assert.equal(((await failureOf(body.text())) as NodeJS.ErrnoException).code, "UND_ERR_BODY_TIMEOUT");
  });
});

describe("the limits of one request", () => {
  /** Work that ends by its signal only. */
  const endless = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const timers = () => process.getActiveResourcesInfo().filter((what) => what === "Timeout").length;

  it("end what changes something soon after the signal, with the reason of that", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped");
    const ended = failureOf(withinLimits({ signal: stop.signal, requestTimeoutMs: 60_000 }, 5, endless));
    stop.abort(reason);
    assert.equal(await ended, reason);
  });

  it("leave nothing behind that keeps the process or the signal busy", async () => {
    // Mocha's own timer runs from then on.
    await new Promise((resolve) => setImmediate(resolve));
    const before = timers();
    const { signal } = new AbortController();
    await withinLimits({ signal }, 5, async () => undefined);
    const stop = new AbortController();
    await withinLimits({ signal: stop.signal }, 60_000, async () => stop.abort());
    // A timer of an earlier test may end meanwhile.
    assert.ok(timers() <= before);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("begin again with each piece of a body that is read while it is sent", async () => {
    const block = new Int32Array(new SharedArrayBuffer(4));
    await withinLimits({ requestTimeoutMs: 600 }, 0, async (signal, restart) => {
      Atomics.wait(block, 0, 0, 550);
      restart();
      Atomics.wait(block, 0, 0, 80);
      // Timers have their turn in between.
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(signal.aborted, false);
    });
  });
});
