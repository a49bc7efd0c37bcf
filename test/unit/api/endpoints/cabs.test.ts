import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  FIRST_TOKEN,
  failureOf,
  type ScriptedAnswer,
  scriptedClient,
} from "../../../../harness/scripted-service";
import { type CabRecord, cabs } from "../../../../provider/api/endpoints/cabs";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { UnexpectedAnswerError } from "../../../../provider/api/errors/unexpected-answer-error";

const sas = "https://blobs.example/a.cab?sig=hush";
const found: ScriptedAnswer = { status: 302, headers: { location: sas } };
const failure = { applicationId: "13", failureHash: "f/1" };

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, cabs: cabs(client) };
}

function page(hashes: readonly string[], nextLink?: string): ScriptedAnswer {
  const Value = hashes.map((cabIdHash) => ({ cabIdHash, applicationId: "13", cabUrl: sas }));
  return { status: 200, body: { Value, ...(nextLink === undefined ? {} : { "@nextLink": nextLink }) } };
}

async function all(records: AsyncIterable<CabRecord>): Promise<CabRecord[]> {
  const taken: CabRecord[] = [];
  for await (const one of records) taken.push(one);
  return taken;
}

describe("the link of one cab", () => {
  it("is asked for as the driver's vendor with an application", async () => {
    const { cabs: it, sent } = over(found);
    assert.equal(await it.link({ cabIdHash: "a/b", applicationId: "13" }), sas);
    assert.equal(sent[0]?.path, "/v1.0/my/analytics/driver/cabdownload?applicationId=13&cabIdHash=a%2Fb");
  });

  it("is asked for as an OEM without one", async () => {
    const { cabs: it, sent } = over(found);
    assert.equal(await it.link({ cabIdHash: "a" }), sas);
    assert.equal(sent[0]?.path, "/v1.0/my/analytics/hardware/cabdownload?cabIdHash=a");
  });

  it("is not followed, so that it never gets the token", async () => {
    const { cabs: it, sent } = over(found);
    await it.link({ cabIdHash: "a" });
    assert.deepEqual(
      sent.map(({ headers }) => headers.authorization),
      [`Bearer ${FIRST_TOKEN}`],
    );
  });

  it("is asked for again after a throttling", async () => {
    const { cabs: it, limiter } = over({ status: 429, headers: { "retry-after": "7" } }, found);
    assert.equal(await it.link({ cabIdHash: "a" }), sas);
    assert.equal(limiter.waits.length, 1);
  });

  for (const [what, answer] of [
    ["a redirection to nowhere", { status: 302 }],
    ["a redirection to no address", { status: 302, headers: { location: "hush" } }],
    ["a body", { status: 200, body: { url: sas } }],
  ] as const) {
    it(`cannot be ${what}, and the error says nothing of it`, async () => {
      const error = await failureOf(over(answer).cabs.link({ cabIdHash: "a" }));
      assert.ok(error instanceof UnexpectedAnswerError);
      assert.match(error.message, /its Location is not what the API documents/);
      assert.doesNotMatch(error.message, /hush/);
    });
  }

  for (const status of [404, 410]) {
    it(`tells of ${status} what it can mean`, async () => {
      const error = await failureOf(over({ status }).cabs.link({ cabIdHash: "a" }));
      assert.ok(error instanceof ApiError);
      assert.match(error.message, /The cab is gone .* or this account's service does not offer cabs/);
    });
  }

  it("tells of no other refusal that the cab is gone", async () => {
    const error = await failureOf(over({ status: 403 }).cabs.link({ cabIdHash: "a" }));
    assert.doesNotMatch(error.message, /The cab is gone/);
  });
});

describe("a redirection", () => {
  it("is a refusal for every other call", async () => {
    const error = await failureOf(all(over(found).cabs.ofFailure(failure)));
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 302);
    assert.doesNotMatch(error.message, /hush/);
  });
});

describe("the cabs of a failure", () => {
  it("are asked for a hundred at a time, in the days that are wanted", async () => {
    const { cabs: it, sent } = over(page([]));
    await all(it.ofFailure({ ...failure, startDate: "2026-03-01", endDate: "2026-03-02" }));
    assert.equal(
      sent[0]?.path,
      "/v1.0/my/analytics/driver/cabdownloadbatch?applicationId=13&failureHash=f%2F1&startDate=2026-03-01&endDate=2026-03-02&top=100",
    );
  });

  it("are read with their times in UTC, whatever the case of a name", async () => {
    const Row = { CabIdHash: "a", ApplicationId: 13, CabUrl: sas, CabExpirationTime: "2026-03-31 01:02:03" };
    const [one] = await all(over({ status: 200, body: { value: [Row] } }).cabs.ofFailure(failure));
    assert.deepEqual(
      { ...one, location: one?.location() },
      { cabIdHash: "a", applicationId: "13", expiresAt: "2026-03-31T01:02:03Z", location: sas },
    );
  });

  it("are of the application that was asked for, where a row does not say it", async () => {
    const [one] = await all(
      over({ status: 200, body: { Value: [{ cabIdHash: "a" }] } }).cabs.ofFailure(failure),
    );
    assert.deepEqual([one?.applicationId, one?.expiresAt, one?.location()], ["13", undefined, undefined]);
  });

  it("are written out without their links", async () => {
    const [one] = await all(over(page(["a"])).cabs.ofFailure(failure));
    assert.doesNotMatch(JSON.stringify(one) + inspect(one), /hush/);
  });

  it("are followed over their pages on the configured endpoint, wherever a link points", async () => {
    const next = "https://elsewhere.example/x?applicationid=13&failureHash=f%2F1&skip=100";
    const { cabs: it, sent } = over(page(["a"], next), page(["b"]));
    assert.deepEqual(
      (await all(it.ofFailure(failure))).map(({ cabIdHash }) => cabIdHash),
      ["a", "b"],
    );
    assert.equal(
      sent[1]?.path,
      "/v1.0/my/analytics/driver/cabdownloadbatch?applicationId=13&failureHash=f%2F1&top=100&skip=100",
    );
  });

  it("are not asked for before they are taken", async () => {
    const { cabs: it, sent } = over(page(["a", "b"], "?skip=2"), page(["c"]));
    for await (const _ of it.ofFailure(failure)) break;
    assert.equal(sent.length, 1);
  });

  for (const [next, requests] of [
    ["?skip=100", 2],
    ["https://elsewhere.example/", 1],
    ["https://elsewhere.example/x", 1],
    ["x", 1],
  ] as const) {
    it(`end at a link to ${next}, which would lead to the same page again and again`, async () => {
      const { cabs: it, sent } = over(...Array.from({ length: 5 }, () => page(["a"], next)));
      assert.equal((await all(it.ofFailure(failure))).length, requests);
      assert.equal(sent.length, requests);
    });
  }

  it("say clearly when the service does not offer them", async () => {
    const error = await failureOf(all(over({ status: 404 }).cabs.ofFailure(failure)));
    assert.match(error.message, /does not offer the driver-failure reporting API/);
  });

  it("are read without what is null, and without spaces around it", async () => {
    const nothing = { cabIdHash: " a ", applicationId: null, cabUrl: null, cabExpirationTime: null };
    const [one] = await all(over({ status: 200, body: { Value: [nothing] } }).cabs.ofFailure(failure));
    assert.deepEqual(
      { ...one, location: one?.location() },
      { cabIdHash: "a", applicationId: "13", expiresAt: undefined, location: undefined },
    );
  });

  it("are those that have a hash, which nothing can be asked for without", async () => {
    const Value = [{ cabIdHash: " " }, { cabIdHash: "abc" }, {}, null];
    const taken = await all(over({ status: 200, body: { Value } }).cabs.ofFailure(failure));
    assert.deepEqual(
      taken.map(({ cabIdHash }) => cabIdHash),
      ["abc"],
    );
  });
});
