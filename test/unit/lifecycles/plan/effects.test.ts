import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import {
  changedNames,
  effectsOf,
  effectsOfChange,
  hidden,
  notKnownYet,
} from "../../../../provider/lifecycles/plan/effects";
import { reachOf } from "../../../../provider/lifecycles/plan/label-reach";
import { hostOf, lookBackDays, personalColumnsOf } from "../../../../provider/lifecycles/plan/personal-data";
import { lifecycles } from "../../../../provider/lifecycles/registry";
import { blockOutOn } from "../../../../provider/lifecycles/shipping-label/block-outs";

describe("the effects of a change", () => {
  for (const [kind, { properties }] of Object.entries(lifecycles)) {
    for (const [name, { onChange }] of Object.entries(properties)) {
      it(`of ${kind}.${name} are said, if only that there are none`, () => {
        const effects = effectsOf(kind, name);
        assert.ok(
          effects,
          `say in provider/lifecycles/plan/effects.ts what a change of ${kind}.${name} means`,
        );
        const lasts = ["Product", "Submission", "ShippingLabel"].includes(kind);
        if (onChange === "replace" && lasts) assert.ok(effects.includes("irrevocable"));
      });
    }
  }

  it("are not known of a property or kind that this version does not know", () => {
    assert.equal(effectsOf("ReportTemplate", "constructor"), undefined);
    assert.equal(effectsOf("constructor", "name"), undefined);
  });

  it("are those of all properties that differ", () => {
    const change = { kind: "ReportSchedule", verb: "update", olds: {}, news: {} } as const;
    assert.deepEqual(effectsOfChange({ ...change, changed: ["recurrenceInterval", "paused"] }), [
      "personal",
      "schedule",
    ]);
  });

  it("are had without any library for the network", () => {
    const root = join(__dirname, "..", "..", "..", "..");
    const source = `require("./dist/lifecycles/plan/effects"); require("./dist/lifecycles/plan/request-estimate");
      console.log(Object.keys(require.cache).filter((file) => /node_modules.(undici|@azure|@pulumi)/.test(file)).length);`;
    assert.equal(execFileSync(process.execPath, ["-e", source], { cwd: root, encoding: "utf8" }).trim(), "0");
  });
});

describe("what differs", () => {
  it("is reported by the lifecycle's own equality, and of secrets by the engine", () => {
    const olds = { templateId: 15, startTime: "2026-12-01T00:00:00Z", callbackUrl: hidden };
    const news = { templateId: "15", startTime: "2026-12-01T01:00:00+01:00", callbackUrl: hidden };
    assert.deepEqual(changedNames("ReportSchedule", olds, news, []), []);
    assert.deepEqual(changedNames("ReportSchedule", olds, news, ["callbackUrl"]), ["callbackUrl"]);
    assert.deepEqual(changedNames("ReportSchedule", olds, { ...news, templateId: notKnownYet }, []), [
      "templateId",
    ]);
  });
});

describe("personal columns", () => {
  it("are those that a report shows, not those that it counts", () => {
    const aggregation = { aggregatedColumns: ["DCOUNT(DeviceId)", "max( HardwareId )"] };
    const { columns } = personalColumnsOf({ projection: ["DriverName", "market"], aggregation });
    assert.deepEqual(columns, [
      { name: "Market", about: "place" },
      { name: "HardwareId", about: "device" },
    ]);
  });

  it("count what nobody can judge", () => {
    assert.equal(personalColumnsOf({ projection: ["DriverName", notKnownYet, "NewColumn"] }).unknown, 2);
    assert.equal(personalColumnsOf({ projection: notKnownYet }).unknown, 1);
    assert.equal(personalColumnsOf({ projection: [], aggregation: notKnownYet }).unknown, 1);
  });
});

describe("facts of values", () => {
  it("are days looked back, and the host of an address", () => {
    assert.equal(lookBackDays({ dateRange: { reportPeriod: "last90days" } }), 90);
    assert.equal(lookBackDays({ dateRange: { reportPeriod: "Yesterday" } }), 1);
    assert.equal(lookBackDays({ dateRange: notKnownYet }), undefined);
    assert.equal(hostOf("https://user:key@example.com:8443/path?key=1"), "example.com:8443");
    assert.equal(hostOf(hidden), undefined);
  });

  it("are whom a label reaches, undefined where that is not known", () => {
    const reach = reachOf({
      destination: "WindowsUpdate",
      publishingSpecifications: notKnownYet,
      targeting: notKnownYet,
    });
    assert.deepEqual(
      [reach.hardwareIds, reach.audiences, reach.isAutomatic],
      [undefined, undefined, undefined],
    );
    assert.equal(reachOf({ targeting: { restrictedToAudiences: [] } }).audiences, 0);
  });

  for (const [day, isBlocked] of [
    ["2027-01-11", true],
    ["2027-01-12", true],
    ["2027-01-13", true],
    ["2027-01-14", false],
    ["2025-12-17", false],
    ["2025-12-18", true],
    ["2026-01-01", true],
    ["2026-01-02", false],
    ["2025-11-27", true],
    ["2025-11-28", true],
    ["2025-05-26", true],
    ["2025-05-19", false],
    ["2025-01-20", true],
    ["2025-02-17", true],
    ["2025-09-01", true],
    ["2025-07-04", true],
  ] as const) {
    it(`are whether Microsoft releases drivers on ${day}`, () => {
      assert.equal(blockOutOn(`${day}T09:00:00Z`) !== undefined, isBlocked);
    });
  }
});
