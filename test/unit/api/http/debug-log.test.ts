import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";

/** Asks a link of a server as the built package does, in a process of its own. */
const program = (url: string) => `
  const { openDevCenter, resolveSettings } = require("pulumi-devcenter/internal/dev-center");
  const environment = { DEVCENTER_ACCESS_TOKEN: "token-HUSH", DEVCENTER_ENDPOINT: ${JSON.stringify(url)}, DEVCENTER_RETRY_TIMEOUT_SECONDS: "0" };
  const devCenter = openDevCenter(resolveSettings(() => undefined, environment));
  devCenter.readReport(${JSON.stringify(`${url}/c/b?sv=1&sig=HUSH`)})
    .then((text) => console.log(text))
    .then(() => devCenter.products.get("1"))
    .catch(() => process.exit(0));
`;

describe("the debug log of Node.js", () => {
  it("holds no link and no token, whatever NODE_DEBUG asks for", async () => {
    const server = createServer((_, answer) => void answer.end("what was wrong"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = {
      ...process.env,
      NO_PROXY: "127.0.0.1",
      NODE_DEBUG: "undici,fetch,http,https,net,tls,timer",
    };
    const ended = await promisify(execFile)(process.execPath, ["-e", program(url)], { env }).finally(() =>
      server.close(),
    );
    assert.match(ended.stdout, /what was wrong/);
    assert.match(ended.stderr, /NET \d+/);
    assert.doesNotMatch(ended.stdout + ended.stderr, /HUSH/);
  });
});
