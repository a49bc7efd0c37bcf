import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "pulumi-devcenter/internal";
import { openDevCenter, resolveSettings } from "pulumi-devcenter/internal/dev-center";
import { MockAgent } from "undici";
import { fetchCabs } from "../../../../cli/src/cabs/fetch";
import type { WantedCab } from "../../../../cli/src/cabs/plan";
import { showProgresses } from "../../../../cli/src/progress";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { keptFolder, measured, movedClock } from "../../../../harness/kept-folder";
import { ENDPOINT, FIRST_TOKEN, standingClock } from "../../../../harness/scripted-service";

const silent = { print: () => undefined, say: () => undefined, moving: undefined };
const blobs = "https://blobs.example";

describe("fetching cabs", () => {
  let place: ReturnType<typeof keptFolder>;
  let manifest: Manifest;
  let agent: MockAgent;
  let sent: { origin: string; path: string; authorization: string | undefined }[];
  beforeEach(async () => {
    place = keptFolder();
    manifest = await openManifest(place.folder, movedClock());
    agent = new MockAgent();
    agent.disableNetConnect();
    sent = [];
  });
  afterEach(async () => {
    await agent.close();
    await manifest.close();
    place.remove();
  });

  /** The answer to the question for the link of a cab. */
  const links = (cabIdHash: string, status = 302) =>
    agent
      .get(ENDPOINT)
      .intercept({ path: (path) => path.endsWith(`cabIdHash=${cabIdHash}`) })
      .reply(status, "", status === 302 ? { headers: { location: `${blobs}/${cabIdHash}?sig=hush` } } : {});
  /** The answer of the blob store. */
  const holds = (cabIdHash: string, status = 200) =>
    agent
      .get(blobs)
      .intercept({ path: (path) => path.startsWith(`/${cabIdHash}`) })
      .reply(status, status === 200 ? cabIdHash : "");

  function fetching(cabs: readonly WantedCab[], concurrency = 1) {
    const network = agent.compose((dispatch) => (request, handler) => {
      const { authorization } = (request.headers ?? {}) as Record<string, string | undefined>;
      sent.push({ origin: String(request.origin), path: request.path, authorization });
      return dispatch(request, handler);
    });
    const settings = resolveSettings(() => undefined, {
      DEVCENTER_ENDPOINT: ENDPOINT,
      DEVCENTER_ACCESS_TOKEN: FIRST_TOKEN,
    });
    const devCenter = openDevCenter(settings, { network, clock: standingClock() });
    const { signal } = new AbortController();
    return fetchCabs(cabs, { devCenter, manifest, concurrency, signal, progresses: showProgresses(silent) });
  }
  const some = (...hashes: string[]) => hashes.map((cabIdHash) => ({ cabIdHash }));

  it("puts each into a file, and notes it", async () => {
    for (const hash of ["abcdefg1", "abcdefg2"]) {
      links(hash);
      holds(hash);
    }
    const { downloaded } = await fetching(some("abcdefg1", "abcdefg2"), 2);
    assert.deepEqual(downloaded, manifest.rows());
    assert.equal(readFileSync(join(place.folder, "cabs/abcdefg1.cab"), "utf8"), "abcdefg1");
    assert.equal(manifest.find("cab", "abcdefg2")?.sha256, measured("abcdefg2").sha256);
  });

  it("replaces no cab that was changed, asks for none in its place, and says so", async () => {
    links("abcdefg1");
    holds("abcdefg1");
    await fetching(some("abcdefg1"));
    const path = join(place.folder, "cabs/abcdefg1.cab");
    writeFileSync(path, "notes of mine");
    sent = [];
    const { failed } = await fetching(some("abcdefg1"));
    assert.match(failed[0]?.why ?? "", /abcdefg1\.cab has changed since devcenter wrote it\. Move it away/);
    assert.deepEqual([readFileSync(path, "utf8"), sent], ["notes of mine", []]);
  });

  it("gives the token to the service, and not to the blob store", async () => {
    links("a");
    holds("a");
    await fetching(some("a"));
    assert.deepEqual(
      sent.map(({ origin, authorization }) => [origin, authorization]),
      [
        [ENDPOINT, `Bearer ${FIRST_TOKEN}`],
        [blobs, undefined],
      ],
    );
  });

  it("uses the link that came with a cab, and asks for another when it has expired", async () => {
    holds("a", 403);
    links("a");
    holds("a");
    const { downloaded } = await fetching([{ cabIdHash: "a", location: () => `${blobs}/a?sig=old` }]);
    assert.equal(downloaded.length, 1);
    assert.deepEqual(
      sent.map(({ origin }) => origin),
      [blobs, ENDPOINT, blobs],
    );
  });

  for (const status of [404, 410]) {
    it(`goes on when the service answers ${status}, and notes nothing of that cab`, async () => {
      links("a", status);
      links("b");
      holds("b");
      const { downloaded, gone } = await fetching(some("a", "b"));
      assert.deepEqual([gone.map(({ cabIdHash }) => cabIdHash), downloaded.length], [["a"], 1]);
      assert.deepEqual(manifest.unfinished(), []);
    });

    it(`goes on when the blob store answers ${status}`, async () => {
      links("a");
      holds("a", status);
      links("b");
      holds("b");
      const { downloaded, gone } = await fetching(some("a", "b"));
      assert.deepEqual([gone.map(({ cabIdHash }) => cabIdHash), downloaded.length], [["a"], 1]);
    });
  }

  it("goes on after a failure, and tells of it without the link", async () => {
    links("a");
    holds("a", 400);
    links("b");
    holds("b");
    const { downloaded, failed } = await fetching(some("a", "b"));
    assert.deepEqual([failed.map(({ cabIdHash }) => cabIdHash), downloaded.length], [["a"], 1]);
    assert.match(failed[0]?.why ?? "", /refused with 400/);
    assert.doesNotMatch(JSON.stringify(failed), /hush/);
  });

  it("gives up after five failures in a row, since each costs requests", async () => {
    for (const hash of ["a", "b", "c", "d", "e"]) links(hash, 403);
    const { failed, untried } = await fetching(some("a", "b", "c", "d", "e", "f", "g"));
    assert.deepEqual([failed.length, untried, sent.length], [5, 2, 5]);
  });

  it("gives up at once when the token is refused", async () => {
    links("a", 401);
    const { failed, untried, error } = await fetching(some("a", "b"));
    assert.ok(error instanceof ApiError && error.status === 401);
    assert.deepEqual([failed.length, untried, sent.length], [1, 1, 1]);
  });

  it("leaves nothing under a final name that is not whole", async () => {
    links("a");
    const cut = { headers: { "content-length": "10", etag: '"1"' } };
    agent
      .get(blobs)
      .intercept({ path: () => true })
      .reply(200, "half", cut)
      .persist();
    const { failed } = await fetching(some("a"));
    assert.equal(failed.length, 1);
    assert.deepEqual(
      readdirSync(join(place.folder, "cabs")).filter((name) => !/\.part(\.json)?$/.test(name)),
      [],
    );
    assert.equal(manifest.unfinished().length, 1);
  });

  it("keeps links out of the manifest", async () => {
    links("a");
    holds("a");
    await fetching(some("a"));
    assert.doesNotMatch(readFileSync(join(place.folder, "devcenter-manifest.jsonl"), "utf8"), /hush|blobs/);
  });
});
