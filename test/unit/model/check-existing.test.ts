import assert from "node:assert/strict";
import { SAMPLES } from "../../../harness/sample-inputs";
import type { Values } from "../../../provider/lifecycles/core/lifecycle";
import { reportTemplate } from "../../../provider/lifecycles/report-template/report-template";
import { check } from "../../../provider/model/check";
import { isBeingImported } from "../../../provider/model/existing-inputs";

const { dateRange } = SAMPLES.ReportTemplate;
/** It exists, and is ordered by what is not in it. */
const odd = {
  view: "OEMDriver",
  projection: ["Model"],
  dateRange,
  orderby: [{ attribute: "Market", sort: "asc" }],
};

function failuresOf(news: Values, olds: Values = {}): string[] {
  return check(reportTemplate, news, undefined, olds).failures.map(({ property }) => property);
}

describe("check: what exists", () => {
  it("is being imported while the option that adopts it is new, and no longer when that is gone", () => {
    const [adopts, gone] = [{ adoptId: "1" }, {}];
    assert.equal(isBeingImported({}, adopts), true);
    assert.equal(isBeingImported(adopts, adopts), false);
    assert.equal(isBeingImported(adopts, gone), false);
  });

  it("may go on breaking a rule", () => assert.deepEqual(failuresOf({ ...odd, limit: 3 }, odd), []));

  it("may not break one more, by a change of another property", () => {
    assert.deepEqual(failuresOf({ ...odd, view: "IHVDriver" }, odd), ["projection[0]"]);
  });

  it("may not be changed to break the same rule again", () => {
    const orderby = [{ attribute: "Market", sort: "desc" }];
    assert.deepEqual(failuresOf({ ...odd, orderby }, odd), ["orderby[0].attribute"]);
  });

  it("is judged as such after its import", () => {
    const imported = { ...odd, adoptId: "15" };
    assert.deepEqual(failuresOf(imported, imported), []);
    assert.deepEqual(failuresOf({ ...imported, view: "IHVDriver" }, imported), ["projection[0]"]);
  });

  it("has the shape that the documentation gives it, imported or not", () => {
    const wrong = { ...odd, limit: "many" };
    assert.deepEqual(failuresOf({ ...wrong, adoptId: "15" }), ["limit"]);
    assert.deepEqual(failuresOf(wrong, wrong), ["limit"]);
  });

  it("is not meant by an import of null, which hides no other mistake", () => {
    assert.deepEqual(failuresOf({ ...odd, adoptId: null }), ["import", "orderby[0].attribute"]);
  });
});
