import assert from "node:assert/strict";
import { renameSync, rmSync, symlinkSync, truncateSync } from "node:fs";
import { planCabs, type WantedCab } from "../../../../cli/src/cabs/plan";
import { downloadFolderOfEachTest } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("the plan of which cabs to fetch", () => {
  const downloads = downloadFolderOfEachTest("2026-03-31T12:00:00.000Z");

  async function* listed(...cabs: (WantedCab | string)[]): AsyncIterable<WantedCab> {
    for (const cab of cabs) yield typeof cab === "string" ? { cabIdHash: cab } : cab;
  }
  async function plan(cabs: AsyncIterable<WantedCab>, options: { max?: number; again?: boolean } = {}) {
    const made = await planCabs(cabs, downloads.manifest, {
      now: downloads.clock.now(),
      again: false,
      ...options,
    });
    return {
      fetch: made.fetch.map(({ cabIdHash }) => cabIdHash),
      kept: made.kept.map(({ key }) => key),
      destroyed: made.destroyed.map(({ key }) => key),
      expired: made.expired.map(({ cabIdHash }) => cabIdHash),
    };
  }
  const nothing = { fetch: [], kept: [], destroyed: [], expired: [] };

  it("has each cab once, however many rows name it", async () => {
    assert.deepEqual(await plan(listed("a", "b", "a")), { ...nothing, fetch: ["a", "b"] });
  });

  it("fetches nothing that is there", async () => {
    await downloads.keep(cabNamed("a"));
    assert.deepEqual(await plan(listed("a", "b")), { ...nothing, fetch: ["b"], kept: ["a"] });
  });

  it("does not take for a cab what lies in the place of one: fetching it says what is wrong", async () => {
    const places: ((path: string) => void)[] = [
      (path) => truncateSync(path, 1),
      (path) => {
        renameSync(path, `${path}.moved`);
        symlinkSync(`${path}.moved`, path);
      },
    ];
    for (const [index, put] of places.entries()) {
      const { file } = await downloads.keep(cabNamed(`a${index}`));
      put(downloads.path(file));
      const cab = { cabIdHash: `a${index}`, expiresAt: "2026-03-31T12:00:00Z" };
      assert.deepEqual(await plan(listed(cab)), { ...nothing, fetch: [`a${index}`] });
    }
  });

  it("goes on with what was cut off", async () => {
    await downloads.begin(cabNamed("a"));
    assert.deepEqual(await plan(listed("a")), { ...nothing, fetch: ["a"] });
  });

  it("fetches what was destroyed only when told so", async () => {
    await downloads.manifest.destroyed(await downloads.keep(cabNamed("a")));
    assert.deepEqual(await plan(listed("a")), { ...nothing, destroyed: ["a"] });
    assert.deepEqual(await plan(listed("a"), { again: true }), { ...nothing, fetch: ["a"] });
  });

  it("takes what somebody has removed for destroyed, and notes it", async () => {
    const { file } = await downloads.keep(cabNamed("a"));
    rmSync(downloads.path(file));
    assert.deepEqual(await plan(listed("a")), { ...nothing, destroyed: ["a"] });
    assert.equal(downloads.manifest.find("cab", "a")?.destroyedAt, downloads.clock.now().toISOString());
  });

  it("passes over what has expired by now, and not what expires later", async () => {
    const cabs = listed(
      { cabIdHash: "past", expiresAt: "2026-03-31T12:00:00Z" },
      { cabIdHash: "coming", expiresAt: "2026-03-31T12:00:01Z" },
      { cabIdHash: "unknown" },
    );
    assert.deepEqual(await plan(cabs), { ...nothing, fetch: ["coming", "unknown"], expired: ["past"] });
  });

  it("takes no more rows than it needs for so many", async () => {
    await downloads.keep(cabNamed("a"));
    async function* endless() {
      yield { cabIdHash: "a" };
      for (let count = 0; ; count++) yield { cabIdHash: `c${count}` };
    }
    assert.deepEqual(await plan(endless(), { max: 2 }), { ...nothing, fetch: ["c0", "c1"], kept: ["a"] });
  });
});
