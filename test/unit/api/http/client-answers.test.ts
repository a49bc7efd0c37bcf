import assert from "node:assert/strict";
import { MockAgent } from "undici";
import { z } from "zod";
import {
  brokenBy,
  clientOfEachTest,
  someCreation as create,
  ENDPOINT,
  failureOf,
  someRead as read,
  type ScriptedAnswer,
  scriptedService,
} from "../../../../harness/scripted-service";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { ConnectionError } from "../../../../provider/api/errors/connection-error";
import { UnexpectedAnswerError } from "../../../../provider/api/errors/unexpected-answer-error";
import type { ApiRequest } from "../../../../provider/api/http/client";

const fine: ScriptedAnswer = { status: 200, body: { ok: true } };

const client = clientOfEachTest();

describe("the client: an answer that another attempt would not change", () => {
  it("is not asked for again where it is nested too deeply", async () => {
    const { client: it, sent } = client([{ status: 200, body: "[".repeat(5_000) + "]".repeat(5_000) }, fine]);
    const error = await failureOf(it.call(read));
    assert.ok(error instanceof UnexpectedAnswerError);
    assert.match(error.message, /its body is nested/);
    assert.equal(error.cause instanceof Error, true);
    assert.equal(sent.length, 1);
  });

  it("is not asked for again where it is longer than 64 MiB", async () => {
    const network = new MockAgent();
    network.disableNetConnect();
    let asked = 0;
    const tooLong = Buffer.alloc(64 * 1024 ** 2 + 1);
    const endpoint = network.get(ENDPOINT).intercept({ path: () => true });
    endpoint
      .reply(() => {
        asked += 1;
        return { statusCode: 200, data: tooLong };
      })
      .persist();
    const error = await failureOf(client([], { network }).client.call(read));
    await network.close();
    assert.match(error.message, /with 200, but its body is longer than 64 MiB/);
    assert.equal(asked, 1);
  });
});

describe("the client: a stop", () => {
  const reason = new Error("interrupted");

  /** A call that is stopped while it is under way, and whose connection breaks then. */
  async function stopped(call: ApiRequest<unknown>): Promise<Error> {
    const stop = new AbortController();
    const service = scriptedService(brokenBy("ECONNRESET"));
    const network = service.network.compose((dispatch) => (request, handler) => {
      stop.abort(reason);
      return dispatch(request, handler);
    });
    const error = await failureOf(client([], { network, signal: stop.signal }).client.call(call));
    await service.close();
    return error;
  }

  it("is all that an error says of a read", async () => {
    assert.equal(await stopped(read), reason);
  });

  it("leaves it open whether a creation was carried out", async () => {
    const error = await stopped(create);
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.mayHaveTakenEffect, true);
    assert.match(error.message, /the run was interrupted before devcenter\.example answered/);
  });
});

describe("the client: which status is a success", () => {
  const anything = { ...read, responseSchema: z.unknown() };
  const redirected: ApiRequest<unknown> = { ...read, resultIn: "location", responseSchema: z.string() };
  const headers = { location: "https://elsewhere.example/" };

  for (const status of [200, 201, 299]) {
    it(`${status} is one for a body`, async () => {
      assert.deepEqual(await client([{ ...fine, status }]).client.call(anything), { ok: true });
    });
  }
  for (const status of [300, 302, 400]) {
    it(`${status} is none for a body`, async () => {
      const error = await failureOf(client([{ ...fine, status, headers }]).client.call(anything));
      assert.ok(error instanceof ApiError);
    });
  }
  for (const status of [300, 307, 399]) {
    it(`${status} is one for a redirection`, async () => {
      assert.equal(await client([{ status, headers }]).client.call(redirected), headers.location);
    });
  }
  it("400 is none for a redirection", async () => {
    assert.ok(
      (await failureOf(client([{ status: 400, headers }]).client.call(redirected))) instanceof ApiError,
    );
  });
});
