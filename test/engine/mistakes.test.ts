import assert from "node:assert/strict";
import { LocalDevCenter, type Watched } from "../../harness/local-dev-center";
import type { Outcome } from "../../harness/pulumi-run";

/** A mistake of each sort, in one template. */
const PROGRAM = `
  new devcenter.ReportTemplate("wrong", {
    view: "OEMDriver",
    projection: ["FailureName", "OEMModel", "DriverNam"],
    dateRange: { reportPeriod: "Last5Days" },
    condition: { and: [
      { attribute: "EventType", operator: "LIKES", value: "Kernel" },
      { attribute: "EventCount", operator: "gt", value: 1000 },
      { condition: { or: [{ condition: { and: [{ attribute: "Baseboards", operator: "eq", value: "x" }] } }] } },
    ] },
    aggregation: {
      aggregatedColumns: ["TOTAL(EventCount)", "SUM EventCount", "SUM(EventCount)"],
      condition: { or: [{ attribute: "SUM(EventCounts)", operator: "gt", value: "1" }] },
    },
    orderby: [{ attribute: "Market", sort: "desc" }, { attribute: "FailureName", sort: "down" }],
    limit: -1,
    limits: 3,
  });`;

/** Each path with the words that must stand beside it. */
const MISTAKES: Readonly<Record<string, RegExp>> = {
  "projection[1]": /belongs to IHVDriver; here it is called Model.*got "OEMModel"/,
  "projection[2]": /did you mean DriverName\?.*got "DriverNam"/,
  "dateRange.reportPeriod": /one of Yesterday, .*got "Last5Days"/,
  "condition.and[0].operator": /one of IN, EQ, .*got "LIKES"/,
  "condition.and[1].value": /expected a text .*got 1000/,
  "condition.and[2].condition.or[0].condition.and[0].attribute": /did you mean Baseboard\?.*got "Baseboards"/,
  "aggregation.aggregatedColumns[0]": /one of the functions SUM, .*got "TOTAL\(EventCount\)"/,
  "aggregation.aggregatedColumns[1]": /such as SUM\(EventCount\); got "SUM EventCount"/,
  "aggregation.condition.or[0].attribute": /did you mean EventCount\?.*got "SUM\(EventCounts\)"/,
  "orderby[0].attribute": /stands in projection or in aggregation.aggregatedColumns; got "Market"/,
  "orderby[1].sort": /one of asc, desc; got "down"/,
  limit: /0 or more; got -1/,
  limits: /did you mean limit\?/,
};

describe("mistakes in a program", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

  describe("many in one template", () => {
    let preview: Watched<Outcome>;
    before(async () => {
      const project = await devCenter.program(PROGRAM);
      preview = await devCenter.watch(() => project.preview());
    });

    it("make the preview fail", () => assert.equal(preview.outcome.ok, false));

    it("are reported one by one, and nothing else is", () => {
      const errors = preview.outcome.diagnostics.filter(({ severity }) => severity === "error");
      assert.equal(errors.length, Object.keys(MISTAKES).length);
    });

    for (const [path, words] of Object.entries(MISTAKES)) {
      it(`are reported with their path and with what was expected: ${path}`, () => {
        const told = preview.outcome.diagnostics.filter(
          ({ message }) => message.includes(` ${path} `) || message.includes(` ${path}: `),
        );
        assert.equal(told.length, 1);
        assert.match(told[0]?.message ?? "", words);
      });
    }

    it("never show that the engine found no value where there is one", () =>
      assert.doesNotMatch(preview.outcome.output, /value \{(<nil>|map\[)/));

    it("send no request", () => assert.deepEqual(preview.requests, []));
    it("fetch no token", () => assert.deepEqual(devCenter.emulator.tokenRequests, []));
  });

  for (const callbackUrl of [
    '"http://hooks.contoso.com/in/KEY-IN-PATH?code=KEY-IN-QUERY"',
    'pulumi.secret("KEY-IN-PATH and KEY-IN-QUERY, no URL at all")',
    '{ "KEY-IN-PATH": "KEY-IN-QUERY" }',
  ]) {
    describe(`a callbackUrl that is ${callbackUrl}`, () => {
      let preview: Watched<Outcome>;
      before(async () => {
        const project = await devCenter.program(`
          new devcenter.ReportSchedule("wrong", {
            templateId: 15, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 6, recurrence: 30,
            callbackUrl: ${callbackUrl},
          });`);
        preview = await devCenter.watch(() => project.preview());
      });

      it("is reported beside the other mistakes", () => {
        const errors = preview.outcome.diagnostics.filter(({ severity }) => severity === "error");
        assert.equal(errors.length, 2);
        assert.ok(errors.some(({ message }) => message.includes("callbackUrl: expected an https URL")));
      });

      it("is printed nowhere", () => {
        assert.doesNotMatch(preview.outcome.output + JSON.stringify(preview.outcome), /KEY-IN/);
      });
    });
  }
});
