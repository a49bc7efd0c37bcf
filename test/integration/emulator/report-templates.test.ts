import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, startAtNoon, template } from "./dev-center-client";

const path = "/analytics/driver/reporttemplate";
const shared = [
  ..."ReportId FailureDate FailureDateTime FailureName FailureHash Symbol OSVersion EventType Market".split(
    " ",
  ),
  ..."DeviceType DriverName DriverVersion Architecture FlightRing Mode CPUName OSSKUType".split(" "),
  ..."ReleaseName CabType CabIdHash CabExpirationTime DeviceId HardwareId CabCollectionTime".split(" "),
  "EventCount",
];
const ihv = [...shared, "ApplicationId", "SubmissionId", "OSName", "OEMName", "OEMModel"];
const oem = [...shared, "Model", "Baseboard", "ModelFamily"];

const samples = [
  { view: "IHVDriver", projection: ihv, dateRange: { reportPeriod: "Last7Days" } },
  { view: "OEMDriver", projection: oem, dateRange: { reportPeriod: "Last7Days" } },
  {
    view: "IHVDriver",
    projection: ["DriverName", "DriverVersion", "FailureName", "FailureHash"],
    dateRange: { reportPeriod: "Last30Days" },
    aggregation: { aggregatedColumns: ["SUM(EventCount)", "DCOUNT(DeviceId)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
  },
  {
    view: "OEMDriver",
    projection: ["FailureName", "FailureHash"],
    dateRange: { reportPeriod: "Last7Days" },
    condition: { and: [{ attribute: "EventType", operator: "eq", value: "Kernel" }] },
    aggregation: {
      aggregatedColumns: ["SUM(EventCount)"],
      condition: { or: [{ attribute: "SUM(EventCount)", operator: "gt", value: "1000" }] },
    },
  },
  {
    view: "IHVDriver",
    projection: ["DriverName"],
    dateRange: { reportPeriod: "Last90Days" },
    aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
    limit: 10,
  },
  {
    view: "IHVDriver",
    projection: ["EventType", "DriverName"],
    dateRange: { reportPeriod: "Yesterday" },
    condition: {},
    aggregation: { aggregatedColumns: ["sum(EventCount)"] },
  },
];

const refused: [string, string, object][] = [
  ["a column of the other view", "projection.0", { projection: ["Model"] }],
  ["an unknown period", "dateRange.reportPeriod", { dateRange: { reportPeriod: "Last8Days" } }],
  ["an unknown property", "colour", { colour: "red" }],
  ["a negative limit", "limit", { limit: -1 }],
  [
    "an unknown operator in a nested condition",
    "condition.and.0.condition.or.0.operator",
    {
      condition: {
        and: [{ condition: { or: [{ attribute: "Market", operator: "IS", value: "US" }] } }],
      },
    },
  ],
  [
    "an unknown function",
    "aggregation.aggregatedColumns.0",
    { aggregation: { aggregatedColumns: ["MODE(Market)"] } },
  ],
];

describe("report templates of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
  });
  after(() => emulator.close());

  for (const [index, sample] of samples.entries()) {
    it(`accepts documented sample ${index + 1}`, async () => {
      const { status, text } = await call(emulator, "POST", path, { body: sample });
      assert.deepEqual([status, text], [201, '{"data":{"templateId":15},"errors":null}']);
    });
  }

  for (const [what, where, change] of refused) {
    it(`refuses ${what} and says where`, async () => {
      const { status, body } = await call(emulator, "POST", path, { body: { ...template, ...change } });
      const message = String(at(body, "errors.0.Message"));
      assert.deepEqual([status, at(body, "data"), message.split(": ")[0]], [400, null, where]);
    });
  }

  it("shows a template as a JSON string", async () => {
    await call(emulator, "POST", path, { body: template });
    const { body } = await call(emulator, "GET", `${path}/15`);
    assert.deepEqual(JSON.parse(String(at(body, "data.template"))), template);
  });

  it("lists templates with times that name no zone", async () => {
    await call(emulator, "POST", path, { body: template });
    const { body } = await call(emulator, "GET", path);
    assert.equal(at(body, "data.0.createdDatetime"), "2026-03-02T12:00:00.000");
  });

  it("replaces the whole template on edit", async () => {
    await call(emulator, "POST", path, { body: { ...template, limit: 5 } });
    const edit = await call(emulator, "POST", `${path}/15`, { body: template });
    const { body } = await call(emulator, "GET", `${path}/15`);
    assert.deepEqual([edit.status, JSON.parse(String(at(body, "data.template")))], [201, template]);
  });

  it("answers EntityNotFound in its envelope for a template that is not there", async () => {
    const { status, body } = await call(emulator, "GET", `${path}/99`);
    assert.deepEqual([status, at(body, "errors.0.Code")], [400, "EntityNotFound"]);
  });

  it("has no delete", async () => {
    await call(emulator, "POST", path, { body: template });
    const { status } = await call(emulator, "DELETE", `${path}/15`);
    assert.equal(status, 404);
  });
});
