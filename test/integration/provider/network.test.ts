import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { type Emulator, start } from "devcenter-emulator";
import { request } from "undici";
import { variablesOfEachTest } from "../../../harness/environment";
import { openNetwork } from "../../../provider/api/http/dispatcher";

const TOKEN = "taken-by-the-emulator";
const variables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

/** A proxy that only tunnels, and writes down to where. */
async function startProxy() {
  const tunnels: string[] = [];
  const sockets = new Set<Duplex>();
  const server: Server = createServer().on("connect", ({ url = "" }, client: Duplex) => {
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(target).pipe(client);
    });
    for (const socket of [client, target]) sockets.add(socket.on("error", () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, tunnels, close };
}

describe("the connections", () => {
  let emulator: Emulator;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  variablesOfEachTest(() => Object.fromEntries(variables.map((name) => [name, undefined])));
  beforeEach(async () => {
    emulator = await start({ port: 0, accessToken: TOKEN });
    proxy = await startProxy();
  });
  afterEach(async () => {
    proxy.close();
    await emulator.close();
  });

  async function statusOf(url: string, ca?: string, requestTimeoutMs = 5_000): Promise<number> {
    const network = openNetwork({ requestTimeoutMs, ...(ca === undefined ? {} : { ca }) });
    try {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const { statusCode, body } = await request(url, { dispatcher: network, headers });
      await body.dump();
      return statusCode;
    } finally {
      await network.close();
    }
  }

  const discovery = () =>
    `${emulator.authorityHost}/${emulator.credentials.tenantId}/v2.0/.well-known/openid-configuration`;
  const products = () => `${emulator.url}/v2.0/my/hardware/products/`;

  it("go through the proxy of the environment", async () => {
    process.env.HTTP_PROXY = proxy.url;
    assert.equal(await statusOf(products()), 200);
    assert.deepEqual(proxy.tunnels, [new URL(emulator.url).host]);
  });

  it("go past the proxy that NO_PROXY names", async () => {
    process.env.HTTP_PROXY = proxy.url;
    process.env.NO_PROXY = "127.0.0.1";
    assert.equal(await statusOf(products()), 200);
    assert.deepEqual(proxy.tunnels, []);
  });

  it("go through the proxy for plain http where none is named for TLS", async () => {
    process.env.HTTP_PROXY = proxy.url;
    assert.equal(await statusOf(discovery(), emulator.ca), 200);
    assert.deepEqual(proxy.tunnels, [new URL(emulator.authorityHost).host]);
  });

  for (const elsewhere of ["http://proxy.example:8080", "https://proxy.example"]) {
    it(`carry a token in the clear to no other machine: ${elsewhere}`, async () => {
      process.env.HTTP_PROXY = elsewhere;
      assert.equal(await statusOf(products()), 200);
    });
  }

  it("let no proxy answer for the identity of this machine", async () => {
    process.env.HTTP_PROXY = proxy.url;
    process.env.NO_PROXY = "dev-center.example";
    const network = openNetwork({ requestTimeoutMs: 500 });
    // No machine of Azure, and where it is one, it answers itself.
    await request("http://169.254.169.254/metadata", { dispatcher: network, headersTimeout: 500 }).catch(
      () => undefined,
    );
    await network.destroy();
    assert.deepEqual(proxy.tunnels, []);
  });

  it("leave a proxy that does not answer when the time of the request is up", async () => {
    const silent = createServer();
    const left = new Promise((resolve) =>
      silent.on("connect", (_, socket) => socket.on("end", () => resolve(socket.destroy())).resume()),
    );
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    try {
      const code = "UND_ERR_HEADERS_TIMEOUT";
      await assert.rejects(statusOf("https://dev-center.example", undefined, 1_000), { code });
      await left;
    } finally {
      silent.close();
    }
  });

  it("trust an authority that they are given", async () => {
    assert.equal(await statusOf(discovery(), emulator.ca), 200);
  });

  it("trust that authority behind a proxy as well", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    assert.equal(await statusOf(discovery(), emulator.ca), 200);
    assert.deepEqual(proxy.tunnels, [new URL(emulator.authorityHost).host]);
  });

  it("refuse an authority that nothing vouches for", async () => {
    await assert.rejects(statusOf(emulator.authorityHost), { code: /CERT|LEAF_SIGNATURE/ });
  });
});
