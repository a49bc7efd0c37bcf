import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { MockAgent } from "undici";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { downloadFile } from "../../../../provider/api/transfer/download";

const token = "a-token-for-storage-and-nobody-else";

interface Sent {
  readonly authorization: string | undefined;
  readonly version: string | undefined;
}

/** A store at this address that refuses whoever brings no token, and remembers what was brought. */
function storeAt(origin: string) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const sent: Sent[] = [];
  agent
    .get(origin)
    .intercept({ path: () => true })
    .reply((request) => {
      const { authorization, "x-ms-version": version } = request.headers as Record<string, string>;
      sent.push({ authorization, version });
      return authorization === `Bearer ${token}`
        ? { statusCode: 200, data: "rows", responseOptions: { headers: { "content-length": "4" } } }
        : { statusCode: 403, data: "" };
    })
    .persist();
  return { agent, sent };
}

describe("a download from behind a link without a signature", () => {
  const folder = folderOfEachTest();

  const fetch = (agent: MockAgent, link: string, storageToken: () => Promise<string | undefined>) =>
    downloadFile(
      { network: agent, clock: standingClock(), storageToken },
      { path: folder("file"), link: async () => link },
    );

  for (const origin of ["https://reports.blob.core.windows.net", "https://r.z1.blob.storage.azure.net"]) {
    it(`brings a token to ${new URL(origin).host} when it was refused without`, async () => {
      const { agent, sent } = storeAt(origin);
      await fetch(agent, `${origin}/a/b.txt`, async () => token);
      assert.deepEqual(sent, [
        { authorization: undefined, version: undefined },
        { authorization: `Bearer ${token}`, version: "2017-11-09" },
      ]);
      assert.equal(readFileSync(folder("file"), "utf8"), "rows");
    });
  }

  for (const [what, link] of [
    ["a link with a signature", "https://reports.blob.core.windows.net/a/b.txt?sv=2020-01-01&sig=HUSH"],
    ["another host", "https://reports.blob.core.windows.net.example/a/b.txt"],
    ["a host that only ends alike", "https://blob.core.windows.net/a/b.txt"],
    ["a connection that others can read", "http://reports.blob.core.windows.net/a/b.txt"],
  ] as const) {
    it(`brings none to ${what}`, async () => {
      const { agent, sent } = storeAt(new URL(link).origin);
      await failureOf(fetch(agent, link, () => assert.fail("it asked for a token")));
      assert.deepEqual(sent, [
        { authorization: undefined, version: undefined },
        { authorization: undefined, version: undefined },
      ]);
    });
  }

  it("tells of the refusal when there is no token", async () => {
    const { agent } = storeAt("https://reports.blob.core.windows.net");
    const link = "https://reports.blob.core.windows.net/a/b.txt";
    assert.match((await failureOf(fetch(agent, link, async () => undefined))).message, /refused with 403/);
  });
});
