import assert from "node:assert/strict";
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
