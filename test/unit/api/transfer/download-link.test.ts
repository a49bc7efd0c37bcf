import assert from "node:assert/strict";
import { failureOf, scriptedService, standingClock } from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import type { TokenSource } from "../../../../provider/api/http/token-source";
import { DownloadLink } from "../../../../provider/api/transfer/download-link";
import type { DownloadSurroundings } from "../../../../provider/api/transfer/download-request";

const STORE = "https://store.blob.core.windows.net/box/report.txt";
const SERVICE = "https://devcenter.example/assets/1/download";

describe("the way to a file", () => {
  const { network } = scriptedService();

  function wayTo(
    links: readonly string[],
    given: Partial<DownloadSurroundings> & { readonly tokens?: TokenSource } = {},
  ) {
    const { tokens, ...surroundings } = given;
    const left = [...links];
    const link = async () => left.shift() ?? assert.fail("it asked for one more link");
    const download = { path: "file", link, ...(tokens === undefined ? {} : { tokens }) };
    return new DownloadLink({ network, clock: standingClock(), ...surroundings }, download);
  }

  /** Dev Center's tokens: the first, and what comes after its refusal. */
  const tokensOf = (next: string | undefined): TokenSource & { refused: string[] } => {
    const refused: string[] = [];
    return {
      refused,
      current: async () => "first",
      refresh: async (token) => {
        refused.push(token);
        return next;
      },
    };
  };

  it("is the store's own where the link leads there, with no token", async () => {
    const way = wayTo([STORE]);
    await way.open();
    assert.deepEqual([way.peer, way.url, way.token], ["the blob store", STORE, undefined]);
  });

  it("leads through Dev Center with a token, and from there once to the store with none", async () => {
    const way = wayTo([SERVICE], { tokens: tokensOf("second") });
    await way.open();
    assert.deepEqual([way.peer, way.url, way.token], ["Dev Center", SERVICE, "first"]);
    assert.equal(way.follow("/store/signed.zip?sig=HUSH"), true);
    const there = "https://devcenter.example/store/signed.zip?sig=HUSH";
    assert.deepEqual([way.peer, way.url, way.token], ["the blob store", there, undefined]);
    assert.equal(way.follow(STORE), false);
    assert.equal(way.url, there);
  });

  it("leads nowhere else from a store", async () => {
    const way = wayTo([STORE]);
    await way.open();
    assert.equal(way.follow("https://login.example/"), false);
    assert.equal(way.url, STORE);
  });

  it("leads nowhere where Dev Center gives no address", async () => {
    const way = wayTo([SERVICE], { tokens: tokensOf("second") });
    await way.open();
    assert.equal(way.follow("http://"), false);
    assert.deepEqual([way.url, way.token], [SERVICE, "first"]);
  });

  it("goes on with the next token after Dev Center refused one", async () => {
    const tokens = tokensOf("second");
    const way = wayTo([SERVICE], { tokens });
    await way.open();
    assert.equal(await way.renew(), true);
    assert.deepEqual([way.token, way.url, tokens.refused], ["second", SERVICE, ["first"]]);
  });

  it("ends where there is no other token for Dev Center", async () => {
    const way = wayTo([SERVICE], { tokens: tokensOf(undefined) });
    await way.open();
    assert.equal(await way.renew(), false);
  });

  it("begins at Dev Center again when the store refuses the link that came from there", async () => {
    const way = wayTo([SERVICE, SERVICE], { tokens: tokensOf("second") });
    await way.open();
    way.follow(`${STORE}?sig=HUSH`);
    assert.equal(await way.renew(), true);
    assert.deepEqual([way.peer, way.url, way.token], ["Dev Center", SERVICE, "first"]);
  });

  it("goes on with a token for the store where the link has no signature", async () => {
    const way = wayTo([STORE], { storageToken: async () => "for the store" });
    await way.open();
    assert.equal(await way.renew(), true);
    assert.deepEqual([way.url, way.token], [STORE, "for the store"]);
  });

  it("goes on with another token for the store when one is no longer taken", async () => {
    let given = 0;
    const way = wayTo([STORE], { storageToken: async () => `number ${++given}` });
    await way.open();
    await way.renew();
    assert.equal(await way.renew(), true);
    assert.deepEqual([way.url, way.token], [STORE, "number 2"]);
  });

  for (const [what, given] of [
    ["the account has no token for it", { storageToken: async () => undefined }],
    ["no account is known", {}],
  ] as const) {
    it(`goes on with a fresh link where ${what}`, async () => {
      const way = wayTo([STORE, `${STORE}?n=2`], given);
      await way.open();
      assert.equal(await way.renew(), true);
      assert.deepEqual([way.url, way.token], [`${STORE}?n=2`, undefined]);
    });
  }

  it("never goes over a connection that others can read, from the link or from Dev Center", async () => {
    const plain = "http://store.example/file?sig=HUSH";
    const refused = await failureOf(wayTo([plain], { refusesPlainLinks: true }).open());
    const way = wayTo([SERVICE], { refusesPlainLinks: true, tokens: tokensOf("second") });
    await way.open();
    for (const error of [refused, await failureOf((async () => way.follow(plain))())]) {
      assert.ok(error instanceof TransferError, String(error));
      assert.match(error.message, /over plain http, where others can read along/);
      assert.doesNotMatch(error.message, /HUSH/);
    }
    assert.equal(way.url, SERVICE);
  });
});
