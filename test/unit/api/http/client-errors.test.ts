import assert from "node:assert/strict";
import {
  brokenBy,
  clientOfEachTest,
  someCreation as create,
  failureOf,
  type ScriptedAnswer,
  SECOND_TOKEN,
} from "../../../../harness/scripted-service";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { anyAnswer } from "../../../../provider/api/http/wire";

const client = clientOfEachTest();

describe("the client: the errors", () => {
  async function refusal(first: ScriptedAnswer, call = create): Promise<ApiError> {
    const error = await failureOf(client([first]).client.call(call));
    assert.ok(error instanceof ApiError);
    return error;
  }

  it("say who refused what, with which status, code and words", async () => {
    const body = { error: { code: "invalidInput", message: "Validation Failed." } };
    const [first] = (await refusal({ status: 422, body })).message.split("\n");
    assert.equal(first, "Dev Center refused POST /v2.0/things with 422 invalidInput: Validation Failed.");
  });

  it("hold status, code and targets for programs", async () => {
    const fault = { target: "name", message: "Too long." };
    const body = { error: { code: "InvalidInput", message: "no", validationErrors: [fault] } };
    const { status, code, targets } = await refusal({ status: 400, body });
    assert.deepEqual({ status, code, targets }, { status: 400, code: "InvalidInput", targets: ["name"] });
  });

  it("hold the correlation id of the run", async () => {
    const { client: it, sent } = client([{ status: 400 }]);
    const error = await failureOf(it.call(create));
    assert.equal((error as ApiError).correlationId, sent[0]?.headers["ms-correlationid"]);
  });

  it("show the correlation id that the service answered with", async () => {
    const error = await refusal({ status: 400, headers: { "MS-CorrelationId": "of-the-service" } });
    assert.match(error.message, /MS-CorrelationId of-the-service, MS-RequestId [0-9a-f-]{36}$/);
  });

  it("show no correlation id of the service that could be anything else", async () => {
    for (const odd of ["a b", "<script>", "hush,hush", "x".repeat(101), ""]) {
      const { client: it, sent } = client([{ status: 400, headers: { "MS-CorrelationId": odd } }]);
      const error = await failureOf(it.call(create));
      assert.equal((error as ApiError).correlationId, sent[0]?.headers["ms-correlationid"]);
    }
  });

  it("hold what the request knows of its refusal, and where it went", async () => {
    const { meaning, endpoint } = await refusal({ status: 403 }, { ...create, meaning: () => "Ask Ada." });
    assert.deepEqual({ meaning, endpoint }, { meaning: "Ask Ada.", endpoint: "https://devcenter.example" });
  });

  it("hold nothing of what a 404 means where the endpoint has a path, for that may be wrong", async () => {
    for (const [endpoint, status, expected] of [
      ["https://devcenter.example", 404, "Ask Ada."],
      ["https://devcenter.example/api", 404, undefined],
      ["https://devcenter.example/api", 403, "Ask Ada."],
    ] as const) {
      const { client: it } = client([{ status }], { endpoint });
      const error = await failureOf(it.call({ ...create, meaning: () => "Ask Ada." }));
      assert.equal((error as ApiError).meaning, expected);
    }
  });

  it("hold facts, and leave what to do about them to who prints them", async () => {
    const error = await refusal({ status: 403 });
    assert.equal(error.message.split("\n").length, 2);
    assert.match(error.withHint("Ask Ada."), /^Dev Center refused .*\nAsk Ada\.\nMS-CorrelationId /);
  });

  const unexpected: [what: string, answer: ScriptedAnswer, words: RegExp][] = [
    ["a body that is no JSON", { status: 200, body: "<html>" }, /with 200, but its body is not whole JSON/],
    ["a body that was cut", { status: 200, body: '{"ok":tr' }, /not whole JSON/],
    ["another shape", { status: 200, body: { ok: "yes" } }, /but ok is not what the API documents/],
    ["nothing", { status: 200 }, /but its body is not what the API documents/],
  ];
  for (const [what, answer, words] of unexpected) {
    it(`say so when Dev Center answers yes with ${what}`, async () => {
      const error = await failureOf(client([answer]).client.call(create));
      assert.equal(error.name, "UnexpectedAnswerError");
      assert.match(error.message, words);
      assert.match(error.message, /\nMS-CorrelationId [\w-]+, MS-RequestId [\w-]+$/);
    });
  }

  it("accept an empty answer where nothing is expected", async () => {
    const { client: it } = client([{ status: 204 }]);
    assert.equal(
      await it.call({ verb: "PATCH", path: "/v2.0/things/1", body: {}, responseSchema: anyAnswer }),
      undefined,
    );
  });

  const broken: [code: string, words: RegExp, mayHaveTakenEffect: boolean][] = [
    ["ECONNREFUSED", /connection to devcenter\.example failed \(ECONNREFUSED\)/, false],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /failed \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/, false],
    ["SELF_SIGNED_CERT_IN_CHAIN", /failed \(SELF_SIGNED_CERT_IN_CHAIN\)/, false],
    ["ECONNRESET", /failed \(ECONNRESET\)/, true],
    ["UND_ERR_BODY_TIMEOUT", /no answer from devcenter\.example within 60 s/, true],
  ];
  for (const [code, words, mayHaveTakenEffect] of broken) {
    it(`say what broke, and whether it may have taken effect, after ${code}`, async () => {
      const failing = Array.from({ length: 5 }, () => brokenBy(code));
      const error = await failureOf(client(failing).client.call(create));
      assert.equal(error.name, "ConnectionError");
      assert.match(error.message, words);
      assert.equal((error as Error & { mayHaveTakenEffect: boolean }).mayHaveTakenEffect, mayHaveTakenEffect);
    });
  }

  it("name the setting of the time-out when the time is up", async () => {
    const error = await failureOf(
      client([new DOMException("The operation timed out", "TimeoutError")]).client.call(create),
    );
    assert.match(error.message, /within 60 s \(devcenter:requestTimeoutSeconds\)/);
  });

  it("keep the cause of a broken connection", async () => {
    const cause = brokenBy("ECONNRESET");
    assert.equal((await failureOf(client([cause]).client.call(create))).cause, cause);
  });

  const secrets = /token-one|token-two|hush-body|hush-answer|sig=|hush-query/;
  const failures: [what: string, ScriptedAnswer][] = [
    ["a refusal", { status: 400, body: { message: "see https://a.example/b?sig=hush-answer" } }],
    ["a refused token", { status: 401, body: `Bearer ${SECOND_TOKEN} is not known` }],
    ["an unexpected answer", { status: 200, body: { ok: "hush-answer" } }],
    ["an answer that is no JSON", { status: 200, body: "hush-answer" }],
    ["a broken connection", brokenBy("ECONNRESET")],
  ];
  for (const [what, first] of failures) {
    it(`never show token, query or body after ${what}`, async () => {
      const call = { ...create, body: { key: "hush-body" }, query: { key: "hush-query" } };
      const error = await failureOf(client([first, first]).client.call(call));
      assert.doesNotMatch(`${error.message}\n${error.stack}`, secrets);
    });
  }
});
