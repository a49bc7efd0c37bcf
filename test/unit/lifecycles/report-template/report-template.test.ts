import assert from "node:assert/strict";
import { documentedTemplates, SAMPLES } from "../../../../harness/sample-inputs";
import { reportTemplate } from "../../../../provider/lifecycles/report-template/report-template";
import { check } from "../../../../provider/model/check";
import { diff } from "../../../../provider/model/diff";

const sample = SAMPLES.ReportTemplate;

function failuresOf(inputs: object): Record<string, string> {
  const { failures } = check(reportTemplate, inputs as Record<string, unknown>);
  return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}

function isChanged(before: object, after: object): boolean {
  const { changes, replaces } = diff(reportTemplate, "15", { ...sample, ...before }, { ...sample, ...after });
  return changes !== false || (replaces ?? []).length > 0;
}

describe("a report template in check", () => {
  for (const { title, template } of documentedTemplates()) {
    it(`is right as the documentation writes it: ${title}`, () => {
      assert.deepEqual(check(reportTemplate, template), { inputs: template, failures: [] });
    });
  }

  it("tells ten faults at once, each with its path", () => {
    const failures = failuresOf({
      view: "IHVDriver",
      projection: ["DriverNam", "Model", ""],
      dateRange: { reportPeriod: "Last5Days" },
      condition: { and: [{ attribute: "EventType", operator: "IS", value: 7 }] },
      aggregation: { aggregatedColumns: ["TOTAL(EventCount)", "SUM"] },
      orderby: [{ attribute: "DriverName", sort: "up" }],
      limit: -1,
      colour: "red",
    });
    assert.deepEqual(Object.keys(failures).sort(), [
      "aggregation.aggregatedColumns[0]",
      "aggregation.aggregatedColumns[1]",
      "colour",
      "condition.and[0].operator",
      "condition.and[0].value",
      "dateRange.reportPeriod",
      "limit",
      "orderby[0].attribute",
      "orderby[0].sort",
      "projection[0]",
      "projection[1]",
      "projection[2]",
    ]);
  });

  it("names everything that is mandatory when nothing is given", () => {
    assert.deepEqual(Object.keys(failuresOf({})), ["view", "projection", "dateRange"]);
  });

  const cases: [what: string, path: string, change: object, words: RegExp][] = [
    ["a near name", "projection[0]", { projection: ["DriverNam"] }, /did you mean DriverName\?/],
    [
      "a column of the other view",
      "projection[0]",
      { projection: ["Model"] },
      /belongs to OEMDriver; here it is called OEMModel/,
    ],
    ["an empty projection", "projection", { projection: [] }, /expected at least one column; got \[\]/],
    ["an unknown view", "view", { view: "IHV" }, /expected one of IHVDriver, OEMDriver/],
    [
      "a number as value of a filter",
      "condition.and[0].value",
      { condition: { and: [{ attribute: "Market", operator: "EQ", value: 1000 }] } },
      /numbers too are written as text: "1000"\); got 1000/,
    ],
    [
      "a filter without a value",
      "condition.and[0].value",
      { condition: { and: [{ attribute: "Market", operator: "EQ" }] } },
      /got nothing/,
    ],
    [
      "a strange key of a condition",
      "condition.not",
      { condition: { not: [] } },
      /expected only \{ and: \[…\] \} or \{ or: \[…\] \}/,
    ],
    [
      "an aggregated attribute before aggregation",
      "condition.and[0].attribute",
      { condition: { and: [{ attribute: "SUM(EventCount)", operator: "EQ", value: "1" }] } },
      /expected a column of the IHVDriver view/,
    ],
    [
      "an order by what is not in the report",
      "orderby[0].attribute",
      { orderby: [{ attribute: "Market", sort: "asc" }] },
      /stands in projection or in aggregation\.aggregatedColumns/,
    ],
    [
      "an aggregate of no column",
      "aggregation.aggregatedColumns[0]",
      { aggregation: { aggregatedColumns: ["SUM(Events)"] }, orderby: [] },
      /expected a column of the IHVDriver view/,
    ],
    ["a fraction of a row", "limit", { limit: 1.5 }, /expected a whole number of rows/],
  ];
  for (const [what, path, change, words] of cases) {
    it(`explains ${what}`, () => {
      assert.match(failuresOf({ ...sample, ...change })[path] ?? "no failure", words);
    });
  }

  it("finds a fault fifty conditions deep", () => {
    const innermost = { and: [{ attribute: "Market", operator: "IS", value: "US" }] };
    const condition = Array.from({ length: 50 }).reduce<object>(
      (inner) => ({ or: [{ condition: inner }] }),
      innermost,
    );
    const [path] = Object.keys(failuresOf({ ...sample, condition }));
    assert.equal(path, `${"condition.or[0].".repeat(50)}condition.and[0].operator`);
  });

  it("finds a column fifty conditions deep that the view does not have", () => {
    const innermost = { and: [{ attribute: "Model", operator: "EQ", value: "a" }] };
    const condition = Array.from({ length: 50 }).reduce<object>(
      (inner) => ({ and: [{ condition: inner }] }),
      innermost,
    );
    const [path] = Object.keys(failuresOf({ ...sample, condition }));
    assert.equal(path, `${"condition.and[0].".repeat(50)}condition.and[0].attribute`);
  });

  it("keeps the program's spelling", () => {
    const spelled = { ...sample, view: "ihvdriver", dateRange: { reportPeriod: "last30days" } };
    assert.deepEqual(check(reportTemplate, spelled).inputs, spelled);
  });
});

describe("a report template in diff", () => {
  const projection = ["DriverName", "Market"];
  const filters = [
    { attribute: "Market", operator: "EQ", value: "US" },
    { attribute: "EventType", operator: "EQ", value: "Kernel" },
  ];
  const unchanged: [what: string, before: object, after: object][] = [
    ["the case of the view", { view: "IHVDriver" }, { view: "ihvdriver" }],
    ["the case of a column", { projection }, { projection: ["drivername", "MARKET"] }],
    ["the case of the period", {}, { dateRange: { reportPeriod: "LAST30DAYS" } }],
    [
      "the case of an operator",
      { condition: { and: filters } },
      { condition: { and: filters.map((filter) => ({ ...filter, operator: "eq" })) } },
    ],
    ["the order of filters", { condition: { and: filters } }, { condition: { and: [...filters].reverse() } }],
    ["blanks and case in an aggregate", {}, { orderby: [{ attribute: "dcount( DeviceId )", sort: "DESC" }] }],
    ["a limit of 0 where there was none", { limit: undefined }, { limit: 0 }],
    ["an empty condition where there was none", { condition: undefined }, { condition: {} }],
    ["an empty order where there was none", { orderby: undefined }, { orderby: [] }],
    [
      "an empty aggregation where there was none",
      { aggregation: undefined },
      { aggregation: { aggregatedColumns: [] } },
    ],
  ];
  for (const [what, before, after] of unchanged) {
    it(`takes ${what} for no change`, () => assert.equal(isChanged(before, after), false));
  }

  const changed: [what: string, before: object, after: object][] = [
    ["another view", {}, { view: "OEMDriver" }],
    ["another order of columns", { projection }, { projection: [...projection].reverse() }],
    ["another period", {}, { dateRange: { reportPeriod: "Yesterday" } }],
    [
      "another value of a filter",
      { condition: { and: filters } },
      { condition: { and: [filters[0], { ...filters[1], value: "User" }] } },
    ],
    [
      "the case of a filter's value",
      { condition: { and: filters } },
      { condition: { and: [filters[0], { ...filters[1], value: "kernel" }] } },
    ],
    ["`or` instead of `and`", { condition: { and: filters } }, { condition: { or: filters } }],
    [
      "a filter twice instead of once",
      { condition: { and: filters } },
      { condition: { and: [...filters, filters[0]] } },
    ],
    ["a condition that was taken away", {}, { condition: undefined }],
    ["another direction", {}, { orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "asc" }] }],
    ["another limit", {}, { limit: 11 }],
  ];
  for (const [what, before, after] of changed) {
    it(`takes ${what} for a change`, () => assert.equal(isChanged(before, after), true));
  }

  it("asks for no replacement, whatever changes", () => {
    const other = {
      view: "OEMDriver",
      projection: ["Model"],
      dateRange: { reportPeriod: "Yesterday" },
      limit: 1,
    };
    assert.equal(diff(reportTemplate, "15", sample, other).replaces, undefined);
  });
});
