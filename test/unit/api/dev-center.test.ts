import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { MockAgent } from "undici";
import { APPLICATION, issued, scriptedEntra } from "../../../harness/scripted-entra";
import { brokenBy, ENDPOINT, FIRST_TOKEN, failureOf, standingClock } from "../../../harness/scripted-service";
import { steppedClock } from "../../../harness/stepped-clock";
import { folderOfEachTest } from "../../../harness/test-folder";
import { resolveSettings } from "../../../provider/api/auth/settings";
import { type Overrides, openDevCenter } from "../../../provider/api/dev-center";

const blobs = "https://reports.blob.core.windows.net";
const signingIn = {
  AZURE_TENANT_ID: APPLICATION.tenantId,
  AZURE_CLIENT_ID: APPLICATION.clientId,
  AZURE_CLIENT_SECRET: "hush",
  AZURE_AUTHORITY_HOST: "https://login.example",
};

interface Sent {
  readonly host: string;
  readonly authorization: string | undefined;
}

describe("the whole service", () => {
  let entra: ReturnType<typeof scriptedEntra>;
  let agent: MockAgent;
  let sent: Sent[];
  const folder = folderOfEachTest();
  beforeEach(() => {
    entra = scriptedEntra();
    agent = entra.network;
    sent = [];
  });
  afterEach(async () => {
    await entra.close();
  });

  function open(environment: Record<string, string> = {}, overrides: Overrides = {}) {
    const network = agent.compose((dispatch) => (request, handler) => {
      const { authorization } = (request.headers ?? {}) as Record<string, string | undefined>;
      sent.push({ host: new URL(String(request.origin)).host, authorization });
      return dispatch(request, handler);
    });
    const settings = resolveSettings(() => undefined, {
      DEVCENTER_ENDPOINT: ENDPOINT,
      ...("AZURE_TENANT_ID" in environment ? {} : { DEVCENTER_ACCESS_TOKEN: FIRST_TOKEN }),
      ...environment,
    });
    return openDevCenter(settings, { network, clock: standingClock(), ...overrides });
  }

  /** The next answers of a host. */
  function answers(
    origin: string,
    ...statuses: (number | { status: number; headers: Record<string, string> })[]
  ) {
    for (const one of statuses) {
      const { status, headers } = typeof one === "number" ? { status: one, headers: {} } : one;
      agent
        .get(origin)
        .intercept({ path: () => true, method: () => true })
        .reply(status, status === 200 ? '{"data":[]}' : "", { headers });
    }
  }
  const hosts = () => sent.map(({ host }) => host);
  const stored = `${blobs}/a/b.txt`;
  const wanted = (link: string) => ({ path: folder("file"), link: async () => link });

  it("follows no link over plain http where the endpoint is https", async () => {
    const devCenter = open();
    const plain = "http://blobs.example/b?sig=hush";
    for (const refused of [
      () => devCenter.download(wanted(plain)),
      () => devCenter.readDriverMetadata(async () => plain),
      () => devCenter.uploaded(plain, new AbortController().signal),
    ]) {
      assert.match((await failureOf(refused())).message, /over plain http/);
    }
    assert.equal(await devCenter.readReport(plain), undefined);
    assert.deepEqual(sent, []);
  });

  it("knows an https endpoint in whatever case", async () => {
    const devCenter = open({ DEVCENTER_ENDPOINT: ENDPOINT.replace("https", "HTTPS") });
    assert.match(
      (await failureOf(devCenter.download(wanted("http://blobs.example/b")))).message,
      /over plain http/,
    );
    assert.deepEqual(sent, []);
  });

  it("follows one where the endpoint itself is on this machine", async () => {
    answers("http://blobs.example", 200);
    await open({ DEVCENTER_ENDPOINT: "http://127.0.0.1:8080" }).readReport("http://blobs.example/b");
    assert.deepEqual(hosts(), ["blobs.example"]);
  });

  it("never gives a ready token to the blob store", async () => {
    answers(blobs, 403, 403);
    assert.match((await failureOf(open().download(wanted(stored)))).message, /refused with 403/);
    assert.deepEqual(
      sent.map(({ authorization }) => authorization),
      [undefined, undefined],
    );
  });

  it("signs in to the blob store under a scope of its own, which is not that of Dev Center", async () => {
    const devCenter = open(signingIn);
    await devCenter.signIn();
    answers(blobs, 403, 200);
    await devCenter.download(wanted(stored));
    assert.deepEqual(
      entra.forms.map((form) => form.get("scope")?.split(" ")[0]),
      ["https://manage.devcenter.microsoft.com/.default", "https://storage.azure.com/.default"],
    );
    assert.equal(sent.at(-1)?.authorization, "Bearer token-2");
    assert.equal(readFileSync(folder("file"), "utf8"), '{"data":[]}');
  });

  it("reports the store's refusal where there is no token for the store", async () => {
    await entra.close();
    entra = scriptedEntra({ status: 400, body: '{"error":"invalid_scope"}' });
    agent = entra.network;
    answers(blobs, 403, 403);
    assert.match((await failureOf(open(signingIn).download(wanted(stored)))).message, /refused with 403/);
  });

  it("gives its token to Dev Center for a signed file, and not to where that leads", async () => {
    answers(ENDPOINT, { status: 302, headers: { location: stored } });
    answers(blobs, 200);
    await open().downloadAsset({ path: folder("file"), packageId: "p", assetId: "a" });
    assert.deepEqual(sent, [
      { host: new URL(ENDPOINT).host, authorization: `Bearer ${FIRST_TOKEN}` },
      { host: new URL(blobs).host, authorization: undefined },
    ]);
  });

  it("signs in to the blob store for a signed file, too, where that wants it", async () => {
    answers(ENDPOINT, { status: 302, headers: { location: stored } });
    answers(blobs, 403, 200);
    await open(signingIn).downloadAsset({ path: folder("file"), packageId: "p", assetId: "a" });
    assert.deepEqual(
      sent.filter(({ host }) => host !== "login.example").map(({ authorization }) => authorization),
      ["Bearer token-1", undefined, "Bearer token-2"],
    );
  });

  it("knows of no file where the store has none", async () => {
    answers(blobs, 404);
    assert.equal(await open().uploaded(`${stored}?sig=hush`, new AbortController().signal), undefined);
  });

  it("asks the store nothing once the upload has been stopped", async () => {
    const reason = new Error("stopped");
    const looked = failureOf(open().uploaded(`${stored}?sig=hush`, AbortSignal.abort(reason)));
    assert.equal(await looked, reason);
    assert.deepEqual(sent, []);
  });

  it("keeps to the time-outs that are configured", async () => {
    agent
      .get(ENDPOINT)
      .intercept({ path: () => true })
      .replyWithError(brokenBy("UND_ERR_HEADERS_TIMEOUT"));
    const limits = { DEVCENTER_REQUEST_TIMEOUT_SECONDS: "7", DEVCENTER_RETRY_TIMEOUT_SECONDS: "0" };
    const failure = await failureOf(open(limits).reportTemplates.listFresh());
    assert.match(failure.message, /no answer from devcenter\.example within 7 s/);
    assert.equal(sent.length, 1);
  });

  it("hears the time of who signs it in, and then that of the service", async () => {
    await entra.close();
    entra = scriptedEntra({ ...issued(1), date: "Sun, 01 Mar 2026 13:00:00 GMT" });
    agent = entra.network;
    const devCenter = open(signingIn);
    await devCenter.signIn();
    const atSignIn = new Date("2026-03-01T13:00:00Z");
    assert.deepEqual(devCenter.heardTime(), atSignIn);
    answers(ENDPOINT, { status: 200, headers: { date: "Sun, 01 Mar 2026 11:00:00 GMT" } });
    await devCenter.reportTemplates.listFresh();
    const ofService = new Date("2026-03-01T11:00:00Z");
    assert.deepEqual(devCenter.heardTime(), ofService);
    assert.deepEqual(devCenter.heardTimes(), { service: ofService, signIn: atSignIn });
    assert.deepEqual(devCenter.serviceTimeAtSignIn(atSignIn), ofService);
    // Ours stands at noon.
    assert.deepEqual(
      devCenter.serviceTime(new Date("2026-03-01T12:30:00Z")),
      new Date("2026-03-01T11:30:00Z"),
    );
  });

  it("ends the pause that the service asked for by its signal, on a clock that knows of none", async () => {
    const stop = new AbortController();
    const reason = new Error("interrupted");
    const clock = steppedClock();
    answers(ENDPOINT, { status: 429, headers: { "retry-after": "60" } }, 200);
    const said: string[] = [];
    const say = (message: string) => void said.push(message);
    const ended = failureOf(open({}, { clock, signal: stop.signal, say }).reportTemplates.listFresh());
    while (said.length === 0) await clock.pass(1);
    stop.abort(reason);
    assert.equal(await ended, reason);
    assert.equal(sent.length, 1);
  });

  it("sends as many requests a minute as are configured", async () => {
    const clock = steppedClock();
    answers(ENDPOINT, 200, 200);
    const devCenter = open({ DEVCENTER_REQUESTS_PER_MINUTE: "1" }, { clock });
    await devCenter.reportTemplates.listFresh();
    const second = devCenter.reportSchedules.listFresh();
    await clock.pass(59_999);
    assert.equal(sent.length, 1);
    await clock.pass(1);
    await second;
    assert.equal(sent.length, 2);
  });

  it("lets polls take turns with all other requests", async () => {
    const clock = steppedClock();
    answers(ENDPOINT, 200, 200, 200, 200);
    const devCenter = open({ DEVCENTER_REQUESTS_PER_MINUTE: "1" }, { clock });
    await devCenter.reportTemplates.listFresh();
    const done: string[] = [];
    const list = async (name: string) => {
      await devCenter.reportTemplates.listFresh();
      done.push(name);
    };
    const polls = devCenter.patiently(() => Promise.all([list("poll 1"), list("poll 2")]));
    const work = list("work");
    await clock.pass(3 * 60_000);
    await Promise.all([polls, work]);
    assert.deepEqual(done, ["poll 1", "work", "poll 2"]);
  });
});
