import assert from "node:assert/strict";
import { clockErrorMs, destroyByOf, isFromTheFuture } from "../../../../cli/src/retention/due";

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
