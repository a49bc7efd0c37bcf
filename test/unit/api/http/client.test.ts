import assert from "node:assert/strict";
import {
  bodyOf,
  brokenBy,
  clientOfEachTest,
  someCreation as create,
  ENDPOINT,
  FIRST_TOKEN,
  failureOf,
  someRead as read,
  type ScriptedAnswer,
  SECOND_TOKEN,
} from "../../../../harness/scripted-service";
import type { ApiRequest } from "../../../../provider/api/http/client";

const fine: ScriptedAnswer = { status: 200, body: { ok: true } };

const client = clientOfEachTest();

describe("the client: what it sends", () => {
  const expected: [header: string, value: RegExp][] = [
    ["authorization", new RegExp(`^Bearer ${FIRST_TOKEN}$`)],
    ["accept", /^application\/json$/],
    ["content-type", /^application\/json$/],
    ["ms-correlationid", /^[0-9a-f-]{36}$/],
    ["ms-requestid", /^[0-9a-f-]{36}$/],
  ];
  for (const [header, value] of expected) {
    it(`sends ${header}`, async () => {
      const { client: it, sent } = client([fine]);
      await it.call(read);
      assert.match(sent[0]?.headers[header] ?? "", value);
    });
  }

  it("sends the verb to the path on the endpoint", async () => {
    const { client: it, sent } = client([fine]);
    await it.call(create);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["POST", "/v2.0/things"]);
  });

  it("keeps the path of an endpoint that has one", async () => {
    const { client: it, sent } = client([fine], { endpoint: `${ENDPOINT}/proxy` });
    await it.call(read);
    assert.equal(sent[0]?.path, "/proxy/v2.0/things/1");
  });

  it("sends the query, without what is undefined", async () => {
    const { client: it, sent } = client([fine]);
    await it.call({ ...read, query: { startDate: "2026-01-01", endDate: undefined } });
    assert.equal(sent[0]?.path, "/v2.0/things/1?startDate=2026-01-01");
  });

  it("sends the body as JSON", async () => {
    const { client: it, sent } = client([fine]);
    await it.call(create);
    assert.equal(sent[0]?.text, '{"name":"a"}');
  });

  it("sends no body where there is none", async () => {
    const { client: it, sent } = client([fine]);
    await it.call(read);
    assert.equal(bodyOf(sent[0]), undefined);
  });

  it("keeps one correlation id for the run", async () => {
    const { client: it, sent } = client([fine, fine]);
    await it.call(read);
    await it.call(read);
    assert.equal(new Set(sent.map(({ headers }) => headers["ms-correlationid"])).size, 1);
  });

  it("gives every attempt a request id of its own", async () => {
    const { client: it, sent } = client([{ status: 503 }, fine]);
    await it.call(read);
    assert.equal(new Set(sent.map(({ headers }) => headers["ms-requestid"])).size, 2);
  });
});

describe("the client: what it repeats", () => {
  const cases: [what: string, call: ApiRequest<unknown>, first: ScriptedAnswer, attempts: number][] = [
    ["repeats a read after 500", read, { status: 500 }, 2],
    ["repeats a read after 503", read, { status: 503 }, 2],
    ["does not repeat a creation after 500", create, { status: 500 }, 1],
    ["does not repeat a creation after 502", create, { status: 502 }, 1],
    ["repeats a creation that was throttled", create, { status: 429 }, 2],
    [
      "repeats an edit that is marked repeatable after 500",
      { ...create, idempotent: true },
      { status: 500 },
      2,
    ],
    ["does not repeat what was refused", read, { status: 404 }, 1],
    ["repeats a read when the answer was lost", read, brokenBy("UND_ERR_SOCKET"), 2],
    ["does not repeat a creation when the answer was lost", create, brokenBy("UND_ERR_SOCKET"), 1],
    ["does not repeat a creation whose time was up", create, brokenBy("UND_ERR_HEADERS_TIMEOUT"), 1],
    ["repeats a creation that found no server", create, brokenBy("ECONNREFUSED"), 2],
    ["repeats a creation whose host has no address", create, brokenBy("ENOTFOUND"), 2],
    ["repeats a creation that could not connect in time", create, brokenBy("UND_ERR_CONNECT_TIMEOUT"), 2],
    [
      "does not repeat a creation after a broken TLS record",
      create,
      brokenBy("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
      1,
    ],
  ];
  for (const [what, call, first, attempts] of cases) {
    it(what, async () => {
      const { client: it, sent } = client([first, fine]);
      await it.call(call).catch(() => undefined);
      assert.equal(sent.length, attempts);
    });
  }

  it("gives up after five attempts", async () => {
    const { client: it, sent } = client(Array.from({ length: 9 }, () => ({ status: 503 })));
    await failureOf(it.call(read));
    assert.equal(sent.length, 5);
  });

  it("waits longer from attempt to attempt", async () => {
    const { client: it, clock } = client([{ status: 503 }, { status: 503 }, { status: 503 }, fine]);
    await it.call(read);
    assert.deepEqual(clock.waits, [500, 1000, 2000]);
  });

  it("holds everybody back when it is throttled, for as long as the service asks", async () => {
    const body = { statusCode: 429, message: "Rate limit is exceeded. Try again in 14 seconds." };
    const { client: it, limiter } = client([{ status: 429, body }, fine]);
    await it.call(read);
    assert.deepEqual(limiter.waits, [{ waitMs: 14_250, wasAsked: true }]);
  });

  it("reads the wait of a throttled call from the header", async () => {
    const { client: it, limiter } = client([{ status: 429, headers: { "retry-after": "3" } }, fine]);
    await it.call(read);
    assert.deepEqual(limiter.waits, [{ waitMs: 3_250, wasAsked: true }]);
  });

  it("reads a moment in the header by the clock of the service, however wrong its own is", async () => {
    const headers = { date: "Sun, 01 Mar 2026 11:00:00 GMT", "retry-after": "Sun, 01 Mar 2026 11:00:09 GMT" };
    const { client: it, limiter } = client([{ status: 429, headers }, fine]);
    await it.call(read);
    assert.deepEqual(limiter.waits, [{ waitMs: 9_250, wasAsked: true }]);
  });

  it("finds a wait of its own where the service names none", async () => {
    const { client: it, limiter } = client([{ status: 429 }, fine]);
    await it.call(read);
    assert.deepEqual(limiter.waits, [{ waitMs: 500, wasAsked: false }]);
  });

  it("repeats a read whose answer was no whole JSON", async () => {
    const { client: it, sent } = client([{ status: 200, body: '{"ok":tr' }, fine]);
    await it.call(read);
    assert.equal(sent.length, 2);
  });

  it("does not repeat a creation whose answer was no whole JSON", async () => {
    const { client: it, sent } = client([{ status: 200, body: "<html>" }, fine]);
    await failureOf(it.call(create));
    assert.equal(sent.length, 1);
  });

  it("stops when its waits would take longer than is configured", async () => {
    const { client: it, clock } = client(
      Array.from({ length: 5 }, () => ({ status: 503 })),
      {
        retryTimeoutMs: 1_600,
      },
    );
    await failureOf(it.call(read));
    assert.deepEqual(clock.waits, [500, 1000]);
  });
});

describe("the client: a refused token", () => {
  it("is renewed once", async () => {
    const { client: it, sent } = client([{ status: 401 }, fine]);
    await it.call(create);
    assert.equal(sent[1]?.headers.authorization, `Bearer ${SECOND_TOKEN}`);
  });

  it("is not renewed twice for one call", async () => {
    const { client: it, sent } = client([{ status: 401 }, { status: 401 }, fine]);
    await failureOf(it.call(read));
    assert.equal(sent.length, 2);
  });

  it("is the user's to replace where there is no other", async () => {
    const tokens = { current: async () => FIRST_TOKEN, refresh: async () => undefined };
    const { client: it, sent } = client([{ status: 401 }, fine], { tokens });
    assert.match((await failureOf(it.call(read))).message, /^Dev Center refused GET .* with 401\n/);
    assert.equal(sent.length, 1);
  });

  it("is asked for again before each further attempt, for the first may be over by then", async () => {
    let asked = 0;
    const current = async () => {
      asked += 1;
      return `token-${asked}`;
    };
    const tokens = { current, refresh: async () => undefined };
    const { client: it, sent } = client([{ status: 503 }, { status: 503 }, fine], { tokens });
    await it.call(read);
    const used = sent.map(({ headers }) => headers.authorization);
    assert.deepEqual(used, ["Bearer token-1", "Bearer token-2", "Bearer token-3"]);
  });

  it("gives way to the renewed one, even where the source would still give the old one", async () => {
    const tokens = { current: async () => FIRST_TOKEN, refresh: async () => SECOND_TOKEN };
    const { client: it, sent } = client([{ status: 401 }, fine], { tokens });
    await it.call(read);
    assert.equal(sent[1]?.headers.authorization, `Bearer ${SECOND_TOKEN}`);
  });
});
