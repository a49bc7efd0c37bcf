import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../../provider/api/clock";
import { openNetwork } from "../../../provider/api/network";
import { managedIdentityTokens } from "../../../provider/api/token";

// What an Azure App Service offers to the code in it.
const variables = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"] as const;

describe("the managed identity of a machine", () => {
  const kept = variables.map((name) => [name, process.env[name]] as const);
  const asked: URL[] = [];
  let server: Server;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(new URL(request.url ?? "", "http://127.0.0.1"));
      const expires_on = Math.floor(Date.now() / 1000) + 3600;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_token: "of-the-machine", expires_on, token_type: "Bearer" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    process.env.IDENTITY_HEADER = "header";
  });

  after(() => {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    server.close();
  });

  it("gives a token for the Dev Center, once for all who ask", async () => {
    const network = openNetwork({ requestTimeoutMs: 5_000 });
    const scope = "https://manage.devcenter.microsoft.com/.default";
    const tokens = managedIdentityTokens("00000000-0000-0000-0000-000000000001", scope, {
      network,
      clock: systemClock,
    });
    assert.deepEqual(
      await Promise.all([tokens.current(), tokens.current()]),
      Array(2).fill("of-the-machine"),
    );
    assert.deepEqual(
      asked.map(({ searchParams }) => [searchParams.get("resource"), searchParams.get("client_id")]),
      [["https://manage.devcenter.microsoft.com", "00000000-0000-0000-0000-000000000001"]],
    );
    await network.close();
  });
});
