import assert from "node:assert/strict";
import { typeOfColumn } from "../../../../cli/src/report-data/column-types";

describe("the type of a report's column", () => {
  for (const [type, names] of Object.entries({
    text: ["OSVersion", "DriverVersion", "FailureHash", "DeviceId", "ReportId", "Unheard", "toString"],
    integer: [
      "EventCount",
      "eventcount",
      "SUM(EventCount)",
      "dcount( DeviceId )",
      "COUNT(Market)",
      "MAX(EventCount)",
    ],
    fraction: ["AVG(EventCount)"],
    date: ["FailureDate", "MIN(FailureDate)"],
    timestamp: ["FailureDateTime", "CabExpirationTime", "max(CabCollectionTime)"],
  })) {
    it(`is ${type} of ${names.join(", ")}`, () => {
      assert.deepEqual(
        names.map((name) => [name, typeOfColumn(name)]),
        names.map((name) => [name, type]),
      );
    });
  }
});
