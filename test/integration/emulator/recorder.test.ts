import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { request as overTls } from "node:https";
import { connect } from "node:net";
import type { Emulator } from "devcenter-emulator";
import { call, products, startAtNoon } from "./dev-center-client";

describe("record of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  it("holds ids as strings", async () => {
    await call(emulator, "POST", "/analytics/driver/report", { body: '{"templateId":1152921504621465124}' });
    assert.deepEqual(emulator.requests[0]?.body, { templateId: "1152921504621465124" });
  });

  it("holds the status as soon as the client has the answer", async () => {
    await call(emulator, "GET", products);
    assert.deepEqual(
      emulator.requests.map(({ method, path, status }) => [method, path, status]),
      [["GET", products, 200]],
    );
  });

  it("holds no token", async () => {
    await call(emulator, "GET", products);
    assert.equal(emulator.requests[0]?.headers.authorization, "Bearer …");
  });

  it("holds no key of a callback URL, wherever the URL has it", async () => {
    for (const callbackUrl of [
      "https://example.com/a?code=HUSH",
      "https://user:HUSH@example.com/a",
      "https://example.com/a/HUSH#HUSH",
      "HUSH",
    ]) {
      await call(emulator, "POST", "/analytics/driver/report", { body: { templateId: 1, callbackUrl } });
      await call(emulator, "POST", "/analytics/driver/report", { body: [{ schedule: { callbackUrl } }] });
      await call(emulator, "POST", "/analytics/driver/report", {
        body: { CallbackUrl: [{ a: callbackUrl }] },
      });
    }
    assert.doesNotMatch(JSON.stringify(emulator.requests), /HUSH/);
    assert.match(JSON.stringify(emulator.requests), /example\.com\/a\?…/);
  });

  it("holds no signature, token or key of a link, wherever it stands", async () => {
    for (const query of [
      "sp=r&sig=HUSH",
      "SIG=HUSH",
      "a=1&access_token=HUSH",
      "code=HUSH",
      "u=%26sig%3DHUSH",
    ]) {
      const link = `https://example.com/blob?${query}`;
      await call(emulator, "GET", `${products}?${query}`);
      const body = { marketingNames: [link], [link]: String.raw`{"a":"?x\u0026sig=HUSH"}` };
      await call(emulator, "POST", products, { body });
    }
    assert.equal(emulator.requests.length, 10);
    assert.doesNotMatch(JSON.stringify(emulator.requests), /HUSH/);
  });

  for (const link of [
    "https://example.com/hook?subscription-key=HUSH&a=1",
    "https://example.com/hook?a=1&apiKey=HUSH",
    "https://example.com/hook?password=HUSH",
    "https://example.com/hook?x-functions-key=HUSH",
    "https://example.com/hook#access_token=HUSH",
    "https://user:HUSH@example.com/hook",
    String.raw`{"link":"https:\/\/user:HUSH@example.com\/hook?sig=a\/HUSH"}`,
    String.raw`https://example.com/hook\u003fcode\u003da\u002fHUSH`,
    "https%3A%2F%2Fexample.com%2Fhook%3Fcode%3DHUSH%26a%3D1",
    "https%253A%252F%252Fexample.com%252Fhook%253Fa%253D1%2526sig%253DHUSH%2526b%253D2",
  ]) {
    it(`holds no key of ${link}`, async () => {
      const body = { marketingNames: [link] };
      await call(emulator, "POST", products, { body, headers: { referer: link } });
      assert.doesNotMatch(JSON.stringify(emulator.requests), /HUSH/);
      assert.match(JSON.stringify(emulator.requests[0]?.body), /(?=.*…).*example\.com/);
    });
  }

  it("holds what no key is, whatever stands around it", async () => {
    const path = `${products}?continuationToken=MTA=&postcode=1&u=a%3Fb%3D1`;
    await call(emulator, "GET", path);
    assert.equal(emulator.requests[0]?.path, path);
  });

  for (const [header, value] of [
    ["x-functions-key", "HUSH"],
    ["x-identity-header", "HUSH"],
    ["authorization", "HUSH"],
    ["x-ms-copy-source", "https://example.com/blob?sp=r&sig=HUSH"],
    ["x-ms-copy-source-authorization", "Bearer HUSH"],
    ["proxy-authorization", "Basic HUSH"],
    ["cookie", "session=HUSH"],
  ] as const) {
    it(`holds no secret of the header ${header}`, async () => {
      await call(emulator, "GET", products, { headers: { [header]: value } });
      assert.doesNotMatch(JSON.stringify(emulator.requests), /HUSH/);
    });
  }

  for (const [what, headers] of [
    ["another host", { host: "evil.example" }],
    ["a page of another origin", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
    ["an image in a page of another site", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" }],
  ] as const) {
    it(`answers nothing to ${what}`, async () => {
      const { tenantId } = emulator.credentials;
      for (const [method, path] of [
        ["POST", "/_emulator/reset"],
        ["OPTIONS", "/_emulator/reset"],
        ["GET", "/_emulator/state"],
        ["GET", "/devstoreaccount1/a/b"],
        ["GET", "/nothing"],
        ["GET", products],
      ] as const) {
        assert.equal(await statusOf(method, emulator.url + path, headers), 403, path);
      }
      for (const path of [
        `${tenantId}/v2.0/.well-known/openid-configuration`,
        `${tenantId}/oauth2/v2.0/token`,
      ]) {
        assert.equal(await statusOf("GET", `${emulator.authorityHost}/${path}`, headers), 403, path);
      }
      assert.deepEqual([emulator.requests, emulator.tokenRequests, emulator.blobRequests], [[], [], []]);
    });
  }

  it("answers what a person opens in a browser, whatever page the link stands in", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" };
    assert.equal(await statusOf("GET", `${emulator.url}/_emulator/state`, headers), 200);
    assert.equal(await statusOf("POST", `${emulator.url}/_emulator/reset`, headers), 403);
  });

  function statusOf(method: string, url: string, headers: Record<string, string>) {
    return new Promise<number | undefined>((resolve, reject) => {
      const ask = url.startsWith("https:") ? overTls : request;
      const asked = ask(url, { method, headers, ca: emulator.ca, servername: "localhost" }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.once("error", reject).end();
    });
  }

  it("listens on this machine only, and there at one address", async () => {
    for (const url of [emulator.url, emulator.authorityHost]) {
      // Another loopback address: a server that listens on all addresses accepts it.
      const socket = connect(Number(new URL(url).port), "127.0.0.2");
      await assert.rejects(once(socket, "connect"), { code: /ECONNREFUSED|EADDRNOTAVAIL|EINVAL|ETIMEDOUT/ });
      socket.destroy();
    }
  });

  it("holds requests that no route takes", async () => {
    await call(emulator, "GET", "/v2.0/my/hardware/nothing");
    assert.equal(emulator.requests[0]?.status, 404);
  });

  it("gives the correlation id of a request back", async () => {
    const { headers } = await call(emulator, "GET", products, { headers: { "MS-CorrelationId": "abc" } });
    assert.equal(headers.get("ms-correlationid"), "abc");
  });
});
