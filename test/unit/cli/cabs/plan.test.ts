import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { planCabs, type WantedCab } from "../../../../cli/src/cabs/plan";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

describe("the plan of which cabs to fetch", () => {
  let place: ReturnType<typeof keptFolder>;
  const clock = movedClock("2026-03-31T12:00:00.000Z");
  let manifest: Manifest;
  beforeEach(async () => {
    place = keptFolder();
    manifest = await openManifest(place.folder, clock);
  });
  afterEach(async () => {
    await manifest.close();
    place.remove();
  });

  async function* listed(...cabs: (WantedCab | string)[]): AsyncIterable<WantedCab> {
    for (const cab of cabs) yield typeof cab === "string" ? { cabIdHash: cab } : cab;
  }
  async function plan(cabs: AsyncIterable<WantedCab>, options: { max?: number; again?: boolean } = {}) {
    const made = await planCabs(cabs, manifest, { now: clock.now(), again: false, ...options });
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
    await keep(manifest, cabNamed("a"));
    assert.deepEqual(await plan(listed("a", "b")), { ...nothing, fetch: ["b"], kept: ["a"] });
  });

  it("goes on with what was cut off", async () => {
    await manifest.begin(cabNamed("a"));
    assert.deepEqual(await plan(listed("a")), { ...nothing, fetch: ["a"] });
  });

  it("fetches what was destroyed only when told so", async () => {
    await manifest.destroyed(await keep(manifest, cabNamed("a")));
    assert.deepEqual(await plan(listed("a")), { ...nothing, destroyed: ["a"] });
    assert.deepEqual(await plan(listed("a"), { again: true }), { ...nothing, fetch: ["a"] });
  });

  it("takes what somebody has removed for destroyed, and notes it", async () => {
    const { file } = await keep(manifest, cabNamed("a"));
    rmSync(join(place.folder, file));
    assert.deepEqual(await plan(listed("a")), { ...nothing, destroyed: ["a"] });
    assert.equal(manifest.find("cab", "a")?.destroyedAt, clock.now().toISOString());
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
    await keep(manifest, cabNamed("a"));
    async function* endless() {
      yield { cabIdHash: "a" };
      for (let count = 0; ; count++) yield { cabIdHash: `c${count}` };
    }
    assert.deepEqual(await plan(endless(), { max: 2 }), { ...nothing, fetch: ["c0", "c1"], kept: ["a"] });
  });
});
