import assert from "node:assert/strict";
import { rmSync, utimesSync } from "node:fs";
import { clockErrorMs, destroyByOf, destroyByWith, isFromTheFuture } from "../../../../cli/src/retention/due";
import { downloadFolderOfEachTest } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

const noon = Date.parse("2026-12-01T12:00:00Z");
const thirtyDaysAfter = "2026-12-31T12:00:00.000Z";
const moment = (laterMs: number) => new Date(noon + laterMs);

describe("the day by which a new file must be destroyed", () => {
  const cases: [what: string, ours: Date, services: Date, due: string][] = [
    ["30 days from now, where the clocks agree", moment(0), moment(0), thirtyDaysAfter],
    ["by the service's clock, where ours is far ahead", moment(clockErrorMs + 1), moment(0), thirtyDaysAfter],
    ["by our clock, where the service's is far ahead", moment(0), moment(clockErrorMs + 1), thirtyDaysAfter],
    ["by our clock, where ours is a little ahead", moment(0), moment(-clockErrorMs), thirtyDaysAfter],
  ];
  for (const [what, ours, services, due] of cases) {
    it(`is ${what}`, () => assert.equal(destroyByOf(ours, services), due));
  }
});

describe("a row from the future", () => {
  const row = (laterMs: number) => ({ since: moment(laterMs).toISOString(), destroyBy: thirtyDaysAfter });

  it("is one that no wrong clock explains", () => {
    assert.equal(isFromTheFuture(row(clockErrorMs), moment(0)), false);
    assert.equal(isFromTheFuture(row(clockErrorMs + 1), moment(0)), true);
  });
});

describe("the day by which what is made of a file must be destroyed", () => {
  const downloads = downloadFolderOfEachTest();
  const cases: [what: string, daysEarlier: number | undefined, dueDaysEarlier: number][] = [
    ["the file's own", 0, 0],
    ["the file's own, where the disk says that it was written an hour earlier", 1 / 24, 0],
    ["the file's own, where the disk says that it was written later", -1, 0],
    ["the file's own, where that is gone", undefined, 0],
    ["30 days from when the file was written, where the disk says that this was long before", 5, 5],
  ];
  for (const [what, daysEarlier, dueDaysEarlier] of cases) {
    it(`is ${what}`, async () => {
      const kept = await downloads.keep(cabNamed("a"));
      const came = downloads.clock.now().getTime();
      const earlier = (days: number) => new Date(came - days * 24 * 60 * 60 * 1000);
      if (daysEarlier === undefined) rmSync(downloads.path(kept.file));
      else utimesSync(downloads.path(kept.file), earlier(daysEarlier), earlier(daysEarlier));
      const due = new Date(Date.parse(kept.destroyBy) - dueDaysEarlier * 24 * 60 * 60 * 1000);
      assert.equal(await destroyByWith(downloads.path(), kept), due.toISOString());
    });
  }
});
