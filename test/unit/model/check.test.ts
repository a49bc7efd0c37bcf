import assert from "node:assert/strict";
import { KINDS, type Kind, pathsIn, SAMPLES, UNKNOWN, withValueAt } from "../../../harness/sample-inputs";
import type { Lifecycle, Values } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";
import { check, deriveInputs } from "../../../provider/model/check";
import { pathText } from "../../../provider/model/paths";

function lifecycleOf(kind: Kind): Lifecycle {
  return lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
}

describe("check: what is not known yet", () => {
  for (const kind of KINDS) {
    const sample: Values = SAMPLES[kind];
    for (const path of pathsIn(sample)) {
      it(`passes in a ${kind} at ${pathText(path)}`, () => {
        const inputs = withValueAt(sample, path, UNKNOWN);
        assert.deepEqual(check(lifecycleOf(kind), inputs), { inputs, failures: [] });
      });
    }
  }

  it("does not hide the faults beside it", () => {
    const inputs = { ...SAMPLES.ReportSchedule, templateId: UNKNOWN, recurrence: 0 };
    const { failures } = check(lifecycleOf("ReportSchedule"), inputs);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["recurrence"],
    );
  });

  it("is not looked for on this machine", async () => {
    const inputs = { ...SAMPLES.Submission, package: UNKNOWN };
    assert.deepEqual(await deriveInputs(lifecycleOf("Submission"), inputs), { found: {}, faults: [] });
  });

  it("passes as the id to import", () => {
    assert.deepEqual(check(lifecycleOf("Product"), { ...SAMPLES.Product, adoptId: UNKNOWN }).failures, []);
  });
});

describe("check: what is nested without end", () => {
  for (const depth of [301, 500, 3_000]) {
    it(`is named, where it is ${depth} deep`, () => {
      let condition: unknown = { and: [] };
      for (let level = 0; level < depth / 3; level++) condition = { and: [{ condition }] };
      const inputs = { ...SAMPLES.ReportTemplate, condition };
      assert.deepEqual(check(lifecycleOf("ReportTemplate"), inputs), {
        inputs,
        failures: [{ property: "condition", reason: "expected at most 300 levels of nesting; got more" }],
      });
    });
  }

  it("is judged as everything else as long as it is 300 deep at most", () => {
    let condition: unknown = "text";
    for (let level = 0; level < 300; level++) condition = [condition];
    const { failures } = check(lifecycleOf("ReportTemplate"), { ...SAMPLES.ReportTemplate, condition });
    assert.match(failures[0]?.reason ?? "", /^expected \{ and: /);
  });
});

describe("check: every kind", () => {
  for (const kind of KINDS) {
    const sample: Values = SAMPLES[kind];

    it(`finds nothing wrong with a right ${kind}`, () => {
      assert.deepEqual(check(lifecycleOf(kind), sample), { inputs: sample, failures: [] });
    });

    it(`leaves what belongs to Pulumi to Pulumi: ${kind}`, () => {
      const inputs = { ...sample, __provider: "text" };
      assert.deepEqual(check(lifecycleOf(kind), inputs).failures, []);
    });

    it(`leaves out what is null or undefined: ${kind}`, () => {
      const isDemanded = (name: string) =>
        check(lifecycleOf(kind), { ...sample, [name]: undefined }).failures.length > 0;
      const optional = Object.entries(lifecycleOf(kind).properties).filter(([name]) => !isDemanded(name));
      const empty = Object.fromEntries(
        optional.map(([name], index) => [name, index % 2 === 0 ? null : undefined]),
      );
      const { inputs, failures } = check(lifecycleOf(kind), { ...sample, ...empty });
      assert.deepEqual([failures, optional.filter(([name]) => name in inputs)], [[], []]);
    });

    it(`hands wrong inputs back as they came: ${kind}`, () => {
      const inputs = { ...sample, colour: "red" };
      assert.deepEqual(check(lifecycleOf(kind), inputs).inputs, inputs);
    });

    it(`throws nothing at inputs of any shape: ${kind}`, () => {
      for (const junk of [
        null,
        0,
        "",
        true,
        [],
        {},
        [[]],
        [null],
        { and: 1 },
        { and: [null, 1, { condition: null }] },
      ]) {
        for (const name of Object.keys(lifecycleOf(kind).properties)) {
          assert.doesNotThrow(() => check(lifecycleOf(kind), { ...sample, [name]: junk }));
        }
      }
    });
  }

  it("reports what a stranger was meant to be", () => {
    const [failure] = check(lifecycleOf("Product"), { ...SAMPLES.Product, productNam: "a" }).failures;
    assert.match(failure?.reason ?? "", /^expected no property of this name \(did you mean productName\?\)/);
  });

  it("lists the properties that there are when no name is near", () => {
    const [failure] = check(lifecycleOf("Submission"), { ...SAMPLES.Submission, colour: "red" }).failures;
    assert.match(
      failure?.reason ?? "",
      /\(a submission has productId, name, type, package, commit, waitFor, waitTimeoutMinutes\)/,
    );
  });

  it("says one thing of each property: that of its shape before that of a rule", () => {
    const rules = () => [{ path: ["limit"], expected: "a limit for this view" }];
    const lifecycle = { ...lifecycleOf("ReportTemplate"), rules };
    const reasons = (limit: number) =>
      check(lifecycle, { ...SAMPLES.ReportTemplate, limit }).failures.map(({ reason }) => reason);
    assert.deepEqual(reasons(-1), ["expected a whole number of rows (0 means all), 0 or more; got -1"]);
    assert.deepEqual(reasons(10), ["expected a limit for this view; got 10"]);
  });

  it("shows what was given where JSON has no word for it", () => {
    const inputs = { ...SAMPLES.ReportTemplate, limit: Number.POSITIVE_INFINITY, projection: [null] };
    const reasons = check(lifecycleOf("ReportTemplate"), inputs).failures.map(({ reason }) => reason);
    assert.match(
      reasons.join("\n"),
      /^expected the name of a column; got nothing\nexpected .* rows.*; got Infinity$/,
    );
  });

  it("cuts a long value in a failure", () => {
    const [failure] = check(lifecycleOf("Submission"), {
      ...SAMPLES.Submission,
      type: "x".repeat(500),
    }).failures;
    assert.ok((failure?.reason.length ?? 0) < 200, failure?.reason);
  });

  for (const adoptId of ["abc", "", 15, "0", "1/2"]) {
    it(`refuses ${JSON.stringify(adoptId)} as the id of a product to import`, () => {
      const { failures } = check(lifecycleOf("Product"), { ...SAMPLES.Product, adoptId });
      assert.match(failures[0]?.reason ?? "", /^expected an id such as 14631253285588838/);
    });
  }

  it("keeps the id to import among the inputs", () => {
    assert.equal(check(lifecycleOf("Product"), { ...SAMPLES.Product, adoptId: "15" }).inputs.adoptId, "15");
  });
});
