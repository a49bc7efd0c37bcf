import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { variablesOfEachTest } from "../../../../harness/environment";
import { openNetwork } from "../../../../provider/api/http/dispatcher";

describe("the network", () => {
  const names = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"] as const;
  variablesOfEachTest(() => Object.fromEntries(names.map((name) => [name, undefined])));

  for (const proxy of [
    "proxy.example:8080",
    "user:hush@proxy",
    "socks5://proxy.example",
    "xhttp://proxy.example",
    "http://",
    "http://user:hush%@proxy.example:8080",
    "http://us%er:hush@proxy.example:8080",
  ]) {
    for (const name of names) {
      it(`names ${name} where it can be no proxy, and does not show it: ${proxy}`, () => {
        process.env[name] = proxy;
        const isNamed = ({ message }: Error) =>
          message.startsWith(`${name}: expected`) && !message.includes("hush");
        assert.throws(() => openNetwork({ requestTimeoutMs: 1_000 }), isNamed);
      });
    }
  }

  it("takes the URL of a proxy", async () => {
    process.env.HTTPS_PROXY = "http://user:hush@127.0.0.1:1";
    await openNetwork({ requestTimeoutMs: 1_000 }).close();
  });
});

describe("a proxy of the environment", () => {
  const proxies = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy"];
  const names = [...proxies, "IDENTITY_ENDPOINT", "MSI_ENDPOINT"];
  variablesOfEachTest(() => Object.fromEntries(names.map((name) => [name, undefined])));

  /** A proxy that refuses to lead anywhere, and notes where it was to. */
  const asked: string[] = [];
  const server = createServer().on("connect", ({ url }, socket) => {
    asked.push(String(url));
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  before(() => once(server.listen(0, "127.0.0.1"), "listening"));
  after(() => server.close());
  const proxy = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nowhere = "http://127.0.0.1:1";

  async function isAsked(url: string): Promise<boolean> {
    asked.length = 0;
    const dispatcher = openNetwork({ requestTimeoutMs: 200 });
    await request(url, { dispatcher }).catch(() => undefined);
    await dispatcher.destroy();
    return asked.length > 0;
  }

  const here = "http://127.0.0.1:1/";
  const devCenter = "https://dev-center.example/";
  const identity = "http://169.254.169.254/metadata/identity";
  const rows: readonly (readonly [
    words: string,
    url: string,
    variables: () => NodeJS.ProcessEnv,
    isAsked: boolean,
  ])[] = [
    ["is asked for what is on this machine", here, () => ({ HTTP_PROXY: proxy() }), true],
    [
      "is taken by its lower-case name first",
      here,
      () => ({ http_proxy: proxy(), HTTP_PROXY: nowhere }),
      true,
    ],
    ["is asked for Dev Center", devCenter, () => ({ HTTPS_PROXY: proxy(), HTTP_PROXY: nowhere }), true],
    [
      "for TLS is taken by its lower-case name first",
      devCenter,
      () => ({ https_proxy: proxy(), HTTPS_PROXY: nowhere }),
      true,
    ],
    [
      "for plain http is asked for Dev Center where none is named for TLS",
      devCenter,
      () => ({ HTTP_PROXY: proxy() }),
      true,
    ],
    [
      "for plain http is asked, too, where that for TLS is empty",
      devCenter,
      () => ({ HTTPS_PROXY: "", HTTP_PROXY: proxy() }),
      true,
    ],
    ["for TLS gets nothing in the clear", here, () => ({ HTTPS_PROXY: proxy() }), false],
    [
      "is left out where NO_PROXY names the host",
      here,
      () => ({ HTTP_PROXY: proxy(), NO_PROXY: "127.0.0.1" }),
      false,
    ],
    [
      "is left out where no_proxy does, whatever NO_PROXY names",
      here,
      () => ({ HTTP_PROXY: proxy(), no_proxy: "127.0.0.1", NO_PROXY: "a.example" }),
      false,
    ],
    ["is left out for all hosts by *", here, () => ({ HTTP_PROXY: proxy(), NO_PROXY: "*" }), false],
    ["is not left out for another host", here, () => ({ HTTP_PROXY: proxy(), NO_PROXY: "a.example" }), true],
    [
      "does not answer for the identity of an Azure machine",
      identity,
      () => ({ HTTP_PROXY: proxy(), NO_PROXY: "a.example" }),
      false,
    ],
    [
      "does not answer for the identity of an Azure App Service",
      "http://127.0.0.2:1/token",
      () => ({ HTTP_PROXY: proxy(), IDENTITY_ENDPOINT: "http://127.0.0.2:1/token" }),
      false,
    ],
    [
      "does not answer for the identity of a Cloud Shell",
      "http://127.0.0.2:1/token",
      () => ({ HTTP_PROXY: proxy(), MSI_ENDPOINT: "http://127.0.0.2:1/token" }),
      false,
    ],
    [
      "is asked for another port than that of an identity",
      here,
      () => ({ HTTP_PROXY: proxy(), NO_PROXY: "a.example", IDENTITY_ENDPOINT: "http://127.0.0.1:2/token" }),
      true,
    ],
    [
      "is asked where what is to be the address of an identity is none",
      here,
      () => ({ HTTP_PROXY: proxy(), IDENTITY_ENDPOINT: "127.0.0.1" }),
      true,
    ],
  ];
  for (const [words, url, variables, expected] of rows) {
    it(words, async () => {
      Object.assign(process.env, variables());
      assert.equal(await isAsked(url), expected);
    });
  }

  it("on another machine gets nothing in the clear", async () => {
    const target = createServer((_, response) => response.end());
    await once(target.listen(0, "127.0.0.1"), "listening");
    process.env.HTTP_PROXY = "http://proxy.example:8080";
    const dispatcher = openNetwork({ requestTimeoutMs: 1_000 });
    try {
      const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
      assert.equal((await request(url, { dispatcher })).statusCode, 200);
    } finally {
      await dispatcher.destroy();
      target.closeAllConnections();
      target.close();
    }
  });
});
