import assert from "node:assert/strict";
import { did, LocalDevCenter, type Watched } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

/** `later(value)` is known only when the first template has been created. */
const LATER = `
  const first = new devcenter.ReportTemplate("first", {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
  });
  const later = (value) => first.id.apply(() => value);`;

/** Every property of every kind, and every place inside them. */
const EVERYTHING_UNKNOWN = `
  ${LATER}
  const inside = new devcenter.ReportTemplate("inside", {
    view: later("IHVDriver"),
    projection: [later("DriverName"), "EventType"],
    dateRange: { reportPeriod: later("Last7Days") },
    condition: { and: [
      { attribute: later("EventType"), operator: later("eq"), value: later("Kernel") },
      { condition: { or: [{ attribute: "Market", operator: later("in"), value: later("US") }] } },
      { condition: later({ or: [{ attribute: "Market", operator: "eq", value: "DE" }] }) },
      later({ attribute: "DriverName", operator: "eq", value: "nic.sys" }),
    ] },
    aggregation: {
      aggregatedColumns: [later("SUM(EventCount)")],
      condition: { or: [{ attribute: later("SUM(EventCount)"), operator: "gt", value: later("1000") }] },
    },
    orderby: [{ attribute: later("SUM(EventCount)"), sort: later("desc") }, { attribute: "DriverName", sort: "asc" }],
    limit: later(10),
  });
  new devcenter.ReportTemplate("whole", {
    view: "OEMDriver",
    projection: later(["FailureName"]),
    dateRange: later({ reportPeriod: "Last7Days" }),
    condition: later({ and: [{ attribute: "EventType", operator: "eq", value: "Kernel" }] }),
    aggregation: later({ aggregatedColumns: ["SUM(EventCount)"] }),
    orderby: later([{ attribute: "SUM(EventCount)", sort: "desc" }]),
  });
  new devcenter.ReportTemplate("lists", {
    view: "OEMDriver", projection: ["FailureName"], dateRange: { reportPeriod: "Last7Days" },
    condition: { and: later([{ attribute: "EventType", operator: "eq", value: "Kernel" }]) },
    aggregation: { aggregatedColumns: later(["SUM(EventCount)"]) },
    orderby: [{ attribute: "SUM(EventCount)", sort: "desc" }],
  });
  new devcenter.ReportSchedule("schedule", {
    templateId: inside.templateId, startTime: later("2026-12-01T00:00:00+01:00"), recurrenceInterval: later(24),
    recurrence: later(30), callbackUrl: later("https://hooks.contoso.com/in/KEY"), paused: later(true),
  });
  new devcenter.ReportSchedule("at-a-date", {
    templateId: first.templateId, startTime: later(new Date(Date.UTC(2026, 11, 1))), recurrenceInterval: 24,
    recurrence: 30,
  });
  const product = new devcenter.Product("product", {
    productName: later("nic"), testHarness: later("hlk"), deviceType: later("internal"),
    requestedSignatures: [later("WINDOWS_v100_X64_RS3_FULL"), "WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: later("Unclassified") },
    marketingNames: [later("Contoso Network Adapter")], announcementDate: later("2027-01-31T00:00:00Z"),
    deviceMetadataIds: [later("8d3a9ba4-6f0c-4f5a-8a1c-5c4d3e2f1a0b")], firmwareVersion: later("1.0"),
    isTestSign: later(false), isFlightSign: later(false),
    additionalAttributes: { storageController: { usedProprietary: later(true), proprietaryName: later("P"),
      proprietaryVersion: later("1") } },
  });
  new devcenter.Submission("submission", {
    productId: product.productId, name: later("first"), type: later("initial"),
  });`;

const NAMES = ["at-a-date", "first", "inside", "lists", "product", "schedule", "submission", "whole"];
const inEach = (op: string) => NAMES.map((name) => `${op} ${name}`);

describe("values that a preview cannot know", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(EVERYTHING_UNKNOWN);
  });
  after(() => devCenter.close());

  it("pass every check, wherever they stand", async () => {
    const { outcome } = await devCenter.run(() => project.preview());
    assert.deepEqual(did(outcome), inEach("create"));
  });

  it("send no request", async () => {
    const { requests } = await devCenter.run(() => project.preview());
    assert.deepEqual(requests, []);
  });

  it("arrive as they are meant when up knows them", async () => {
    await devCenter.run(() => project.up());
    const { reportSchedule } = devCenter.emulator.state().entities;
    assert.deepEqual(reportSchedule.map(({ schedule }) => schedule.startTime).sort(), [
      "2026-11-30T23:00:00Z",
      "2026-12-01T00:00:00Z",
    ]);
  });

  it("are no change once they are known", async () => {
    const { outcome } = await devCenter.run(() => project.preview());
    assert.deepEqual(did(outcome), inEach("same"));
  });

  describe("beside mistakes", () => {
    let preview: Watched<Outcome>;
    before(async () => {
      const other = await devCenter.program(`
        ${LATER}
        new devcenter.ReportTemplate("wrong", {
          view: later("IHVDriver"), projection: [later("DriverName"), "DriverNames"],
          dateRange: { reportPeriod: later("Last7Days") },
          condition: { and: [{ attribute: later("EventType"), operator: "LIKES", value: later("Kernel") }] },
          limit: -1,
        });`);
      preview = await devCenter.watch(() => other.preview());
    });

    it("do not hide them, and are none", () => {
      const errors = preview.outcome.diagnostics.filter(({ severity }) => severity === "error");
      const paths = errors.map(({ message }) => /(\S+?):? (?:value|expected)\b/.exec(message)?.[1]);
      assert.deepEqual(paths.sort(), ["condition.and[0].operator", "limit", "projection[1]"]);
    });
  });

  describe("when up finds out that they are wrong", () => {
    let up: Watched<Outcome>;
    before(async () => {
      const other = await devCenter.program(`
        ${LATER}
        new devcenter.ReportTemplate("wrong", {
          view: "IHVDriver", projection: [later("DriverNames")], dateRange: { reportPeriod: later("Last8Days") },
        });`);
      up = await devCenter.watch(() => other.up());
    });

    it("are reported with their paths before anything is asked for them", () => {
      assert.match(up.outcome.output, /projection\[0\].*did you mean DriverName/);
      assert.match(up.outcome.output, /dateRange\.reportPeriod/);
      assert.equal(up.requests.length, 1);
    });
  });
});
