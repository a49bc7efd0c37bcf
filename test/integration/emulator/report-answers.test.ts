import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import type { Database } from "sql.js";
import { load, openOtherEngine, sheet } from "../../../harness/other-engine";
import { documentedTemplates } from "../../../harness/sample-inputs";
import { startAtNoon } from "./dev-center-client";
import { answerTo } from "./report-sheets";

// What each documented sample asks for, in SQL written by hand. The reports run on 2026-03-03.
const documented: Readonly<Record<string, string>> = {
  "every column of IHVDriver": `
    SELECT ReportId, FailureDate, FailureDateTime, FailureName, FailureHash, Symbol, OSVersion, EventType, Market,
      DeviceType, DriverName, DriverVersion, Architecture, FlightRing, Mode, CPUName, OSSKUType, ReleaseName, CabType,
      CabIdHash, CabExpirationTime, DeviceId, HardwareId, CabCollectionTime, EventCount, ApplicationId, SubmissionId,
      OSName, OEMName, OEMModel
    FROM ihv WHERE FailureDateTime >= '2026-02-24' AND FailureDateTime < '2026-03-03' ORDER BY rowid`,
  "every column of OEMDriver": `
    SELECT ReportId, FailureDate, FailureDateTime, FailureName, FailureHash, Symbol, OSVersion, EventType, Market,
      DeviceType, DriverName, DriverVersion, Architecture, FlightRing, Mode, CPUName, OSSKUType, ReleaseName, CabType,
      CabIdHash, CabExpirationTime, DeviceId, HardwareId, CabCollectionTime, EventCount, Model, Baseboard, ModelFamily
    FROM oem WHERE FailureDateTime >= '2026-02-24' AND FailureDateTime < '2026-03-03' ORDER BY rowid`,
  "aggregated and ordered": `
    SELECT DriverName, DriverVersion, FailureName, FailureHash, sum(EventCount) AS "sum(EventCount)",
      count(DISTINCT DeviceId) AS "dcount(DeviceId)"
    FROM ihv WHERE FailureDateTime >= '2026-02-01' AND FailureDateTime < '2026-03-03'
    GROUP BY DriverName, DriverVersion, FailureName, FailureHash
    ORDER BY count(DISTINCT DeviceId) DESC, DriverName, DriverVersion, FailureName, FailureHash`,
  "filtered before and after aggregation": `
    SELECT FailureName, FailureHash, sum(EventCount) AS "SUM(EventCount)"
    FROM oem WHERE FailureDateTime >= '2026-02-24' AND FailureDateTime < '2026-03-03' AND EventType = 'Kernel'
    GROUP BY FailureName, FailureHash HAVING sum(EventCount) > 1000 ORDER BY FailureName, FailureHash`,
  "the first ten": `
    SELECT DriverName, count(DISTINCT DeviceId) AS "DCOUNT(DeviceId)"
    FROM ihv WHERE FailureDateTime >= '2025-12-03' AND FailureDateTime < '2026-03-03'
    GROUP BY DriverName ORDER BY count(DISTINCT DeviceId) DESC, DriverName LIMIT 10`,
};

const view = "IHVDriver";
const dateRange = { reportPeriod: "Yesterday" };
const yesterday = "FailureDateTime >= '2026-03-02' AND FailureDateTime < '2026-03-03'";

function is(attribute: string, operator: string, value: string): object {
  return { attribute, operator, value };
}

// One comparison each: attribute, operator and value, and the same in SQL.
const comparisons: readonly [what: string, comparison: object, sql: string][] = [
  ["EQ", is("Market", "EQ", "DE"), "Market = 'DE'"],
  ["NEQ", is("Market", "NEQ", "US"), "Market <> 'US'"],
  ["LT", is("EventCount", "LT", "3"), "EventCount < 3"],
  ["LTE", is("EventCount", "lte", "3"), "EventCount <= 3"],
  ["GT", is("EventCount", "gt", "9"), "EventCount > 9"],
  ["GTE of a time", is("FailureDateTime", "gte", "2026-03-02 12"), "FailureDateTime >= '2026-03-02 12'"],
  ["IN", is("Market", "IN", "DE, FR"), "Market IN ('DE', 'FR')"],
  ["IN of numbers", is("EventCount", "in", "1,3"), "EventCount IN (1, 3)"],
  ["LIKE", is("FailureName", "LIKE", "AV_%"), "FailureName LIKE 'AV_%'"],
  ["a text in another case", is("Market", "eq", "de"), "Market = 'de'"],
  ["failures with a cab", is("CabIdHash", "neq", ""), "CabIdHash IS NOT NULL"],
  ["failures without", is("CabIdHash", "eq", ""), "CabIdHash IS NULL"],
  ["a quote in a value", is("Market", "neq", "' OR 1=1 --"), "Market <> ''' OR 1=1 --'"],
];

const reports: readonly [what: string, template: object, sql: string][] = [
  [
    "conditions within conditions",
    {
      projection: ["Market", "DriverName", "EventCount"],
      condition: {
        and: [
          is("EventType", "eq", "Kernel"),
          {
            condition: {
              or: [
                is("Market", "eq", "US"),
                { condition: { and: [is("Market", "eq", "CN"), is("EventCount", "gt", "1")] } },
              ],
            },
          },
        ],
        or: [is("OSName", "eq", "Windows 11"), is("Architecture", "eq", "arm64")],
      },
    },
    `SELECT Market, DriverName, EventCount FROM ihv WHERE ${yesterday} AND EventType = 'Kernel'
      AND (Market = 'US' OR (Market = 'CN' AND EventCount > 1))
      AND (OSName = 'Windows 11' OR Architecture = 'arm64') ORDER BY rowid`,
  ],
  [
    "all six functions",
    {
      projection: ["OSName"],
      aggregation: {
        aggregatedColumns: [
          "SUM(EventCount)",
          "AVG(EventCount)",
          "COUNT(CabIdHash)",
          "DCOUNT(DriverName)",
          "MAX(FailureDateTime)",
          "MIN(EventCount)",
        ],
      },
    },
    `SELECT OSName, sum(EventCount) AS "SUM(EventCount)", avg(EventCount) AS "AVG(EventCount)",
      count(CabIdHash) AS "COUNT(CabIdHash)", count(DISTINCT DriverName) AS "DCOUNT(DriverName)",
      max(FailureDateTime) AS "MAX(FailureDateTime)", min(EventCount) AS "MIN(EventCount)"
      FROM ihv WHERE ${yesterday} GROUP BY OSName ORDER BY OSName`,
  ],
  [
    "groups held against two conditions",
    {
      projection: ["Market", "OSName"],
      aggregation: {
        aggregatedColumns: ["COUNT(ReportId)"],
        condition: {
          and: [is("OSName", "neq", "Windows 10")],
          or: [is("COUNT(ReportId)", "gte", "5"), is("MAX(EventCount)", "eq", "180")],
        },
      },
      orderby: [{ attribute: "Market", sort: "desc" }],
    },
    `SELECT Market, OSName, count(ReportId) AS "COUNT(ReportId)" FROM ihv WHERE ${yesterday} GROUP BY Market, OSName
      HAVING OSName <> 'Windows 10' AND (count(ReportId) >= 5 OR max(EventCount) = 180) ORDER BY Market DESC, OSName`,
  ],
  [
    "rows with the same place in the order, and a limit",
    {
      projection: ["Market", "FailureDateTime"],
      orderby: [
        { attribute: "Market", sort: "asc" },
        { attribute: "EventCount", sort: "desc" },
      ],
      limit: 40,
    },
    `SELECT Market, FailureDateTime FROM ihv WHERE ${yesterday} ORDER BY Market, EventCount DESC, rowid LIMIT 40`,
  ],
  [
    "an order by a column with empty cells",
    {
      projection: ["CabIdHash", "ReportId"],
      orderby: [{ attribute: "CabIdHash", sort: "asc" }],
      limit: 0,
    },
    `SELECT CabIdHash, ReportId FROM ihv WHERE ${yesterday} ORDER BY CabIdHash, rowid`,
  ],
];

describe("what the emulator's reports say, beside another engine's answer over the same failures", () => {
  let emulator: Emulator;
  let database: Database;
  before(async () => {
    emulator = await startAtNoon();
    database = await openOtherEngine();
    await load(database, "ihv", emulator.failures("IHVDriver", "2025-12-01", "2026-03-04"));
    await load(database, "oem", emulator.failures("OEMDriver", "2026-02-20", "2026-03-04"));
  });
  after(async () => {
    database?.close();
    await emulator?.close();
  });

  for (const { title, template } of documentedTemplates()) {
    it(`is the same for the documented sample: ${title}`, async () => {
      const expected = sheet(database, documented[title] ?? "");
      assert.equal(await answerTo(emulator, template), expected);
      assert.ok(expected.split("\n").length > 4, "there is next to nothing in it");
    });
  }

  for (const [what, comparison, sql] of comparisons) {
    it(`is the same for ${what}`, async () => {
      const template = { view, dateRange, projection: ["ReportId"], condition: { and: [comparison] } };
      const expected = sheet(
        database,
        `SELECT ReportId FROM ihv WHERE ${yesterday} AND ${sql} ORDER BY rowid`,
      );
      assert.equal(await answerTo(emulator, template), expected);
    });
  }

  for (const [what, template, sql] of reports) {
    it(`is the same for ${what}`, async () => {
      const expected = sheet(database, sql);
      assert.equal(await answerTo(emulator, { view, dateRange, ...template }), expected);
    });
  }
});
