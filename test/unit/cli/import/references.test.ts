import assert from "node:assert/strict";
import { planImport } from "../../../../cli/src/import/plan";
import { plainStyle } from "../../../../cli/src/import/print-style";
import { printModule, type Surroundings } from "../../../../cli/src/import/print-typescript";

describe("what a generated program refers to", () => {
  const schedule = {
    kind: "ReportSchedule" as const,
    id: "3",
    declarable: { templateId: 15, startTime: "2027-01-01T00:00:00Z", recurrenceInterval: 24, recurrence: 4 },
    untold: [],
    computed: {},
  };
  const owner = {
    kind: "ReportTemplate" as const,
    id: "15",
    resource: "top",
    urn: "urn:pulumi:prod::p::t::top",
  };
  const plan = planImport({
    objects: [schedule],
    managed: [owner],
    variables: [],
    metadata: new Map(),
    exists: () => false,
    today: "2026-11-27",
  });

  function printed(more: Partial<Surroundings>): string {
    const surroundings = {
      style: plainStyle,
      isEsm: false,
      managed: () => owner,
      variable: () => undefined,
      ...more,
    };
    return plan.modules.map((module) => printModule(module, surroundings)).join();
  }

  it("says whose an object is that a stack manages and the program has no variable for", () => {
    assert.match(printed({}), /\n {4}\/\/ Managed as urn:pulumi:prod::p::t::top\n {4}templateId: 15,\n/);
  });

  it("names the file that is written of an ECMAScript module, and no file of another", () => {
    const variable = () => ({ variable: "topTemplate", module: "mine/reports" });
    const lines = [false, true].map((isEsm) => / from "\.\S+";/.exec(printed({ isEsm, variable }))?.[0]);
    assert.deepEqual(lines, [' from "./mine/reports";', ' from "./mine/reports.js";']);
  });
});
