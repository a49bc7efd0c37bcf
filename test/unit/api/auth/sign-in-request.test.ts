import assert from "node:assert/strict";
import {
  brokenBy,
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { msalNetwork } from "../../../../provider/api/auth/msal-network";
import { signInRequest } from "../../../../provider/api/auth/sign-in-request";
import { ConfigurationError } from "../../../../provider/api/errors/configuration-error";
import { redact } from "../../../../provider/api/text/redact";

const issuer = { name: "The issuer" };
const url = `${ENDPOINT}/token`;
const busy = (seconds: string) => ({ status: 503, body: "{}", headers: { "retry-after": seconds } });

/** One request of a sign-in that is answered so. */
function ask(...answers: ScriptedAnswer[]) {
  const { network, close } = scriptedService(...answers);
  const clock = standingClock();
  const policy = { network, clock, random: () => 0 };
  return { answer: signInRequest(policy, issuer, { url }).finally(close), waits: clock.waits };
}

describe("a request of a sign-in", () => {
  it("waits as long as the issuer asks", async () => {
    const { answer, waits } = ask(busy("7"), { status: 200, body: { a: 1 } });
    assert.deepEqual([(await answer).json, waits], [{ a: 1 }, [7_000]]);
  });

  it("waits by its own measure where the issuer asks for nothing", async () => {
    const { answer, waits } = ask({ status: 503, body: "{}" }, { status: 200, body: {} });
    await answer;
    assert.deepEqual(waits, [0]);
  });

  it("does not wait longer than a sign-in may take, and names the pause", async () => {
    const { answer, waits } = ask(busy("3600"));
    assert.equal(
      (await failureOf(answer)).message,
      "The issuer answered with 503. Try again later. It asks to wait 3600 s.",
    );
    assert.deepEqual(waits, []);
  });

  it("ends after five attempts, with what is wrong and its cause", async () => {
    const broken = brokenBy("ECONNREFUSED");
    for (const [answer, message, cause] of [
      [{ status: 503, body: "{}" }, /^The issuer answered with 503\. Try again later\.$/, undefined],
      [
        broken,
        /^The issuer gave no answer: the connection to devcenter\.example failed \(ECONNREFUSED\)/,
        broken,
      ],
    ] as const) {
      const asked = ask(...Array.from({ length: 6 }, () => answer));
      const error = await failureOf(asked.answer);
      assert.match(error.message, message);
      assert.equal(error.cause, cause);
      assert.equal(asked.waits.length, 4);
    }
  });

  for (const [what, peer, at, check] of [
    ["an issuer", issuer, "http://login.example/token", ""],
    ["one that a setting names", { ...issuer, setting: "a:b" }, "http://login.example/token", " Check a:b."],
    ["one in another network", issuer, "http://169.254.169.254/token", ""],
    ["the platform", { ...issuer, isOfPlatform: true }, "http://identity.example/token", ""],
  ] as const) {
    it(`is not sent where others can read along: ${what}`, async () => {
      const { network, sent, close } = scriptedService({ status: 200, body: {} });
      const anywhere = network.compose(
        (dispatch) => (request, handler) => dispatch({ ...request, origin: ENDPOINT }, handler),
      );
      const policy = { network: anywhere, clock: standingClock() };
      const error = await failureOf(signInRequest(policy, peer, { url: new URL(`${at}?key=hush`) }));
      await close();
      assert.ok(error instanceof ConfigurationError);
      assert.equal(
        error.message,
        `The issuer: expected an https URL to ask for a token; got another, where others can read along. Nothing was sent there.${check}`,
      );
      assert.deepEqual(sent, []);
    });
  }

  for (const status of [404, 410]) {
    it(`waits for the identity of an Azure machine that is being updated: ${status}`, async () => {
      const updating = { status, body: { error: "Gone" } };
      const { network, sent, close } = scriptedService(updating, { status: 200, body: { a: 1 } });
      const onMachine = network.compose(
        (dispatch) => (request, handler) => dispatch({ ...request, origin: ENDPOINT }, handler),
      );
      const policy = { network: onMachine, clock: standingClock(), random: () => 0 };
      const azure = { ...issuer, isOfPlatform: true };
      const { json } = await signInRequest(policy, azure, { url: "http://169.254.169.254/token" });
      await close();
      assert.deepEqual([json, sent.length], [{ a: 1 }, 2]);
    });

    it(`takes ${status} of any other issuer for its word`, async () => {
      const { answer, waits } = ask({ status, body: { error: "Gone" } });
      assert.deepEqual([(await answer).status, waits], [status, []]);
    });
  }

  it("hands MSAL the headers of an answer, in which Azure Arc names its key file", async () => {
    const headers = { "www-authenticate": "Basic realm=/var/opt/a.key" };
    const { network, close } = scriptedService({ status: 401, body: {}, headers });
    const { client } = msalNetwork({ network, clock: standingClock() }, issuer);
    const answer = await client.sendGetRequestAsync(url);
    await close();
    assert.equal(answer.headers["www-authenticate"], headers["www-authenticate"]);
  });

  it("cuts out what proves who asks, wherever a refusal quotes it, and nothing else of its headers", async () => {
    const { network, close } = scriptedService({ status: 400, body: "{}" });
    const headers = {
      Authorization: "Bearer proof-of-the-forge",
      secret: "~proof of-the-agent",
      "X-IDENTITY-HEADER": "proof-of-the-machine",
      "x-authorization": "not-the-proof-alone",
      "secret-kind": "kind-of-the-proof",
    };
    const policy = { network, clock: standingClock(), random: () => 0 };
    await signInRequest(policy, issuer, { url, headers }).finally(close);
    assert.equal(
      redact(`refused: ${Object.values(headers).join(", ")}`),
      "refused: Bearer …, …, …, not-the-proof-alone, kind-of-the-proof",
    );
  });
});
