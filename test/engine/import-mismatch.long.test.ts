import assert from "node:assert/strict";
import { keptIds, LocalDevCenter, type Watched } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { type Existing, makeOthers, NAMES, programOf, TEMPLATE, writes } from "./existing-objects";

describe("import of what is not as the program says", () => {
  let devCenter: LocalDevCenter;
  let ids: Existing;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    ids = await makeOthers(devCenter);
  });
  after(() => devCenter.close());

  const mismatches: Readonly<Record<keyof Existing, { changes: object; told: readonly string[] }>> = {
    template: {
      changes: { limit: 10, projection: ["DriverName"] },
      told: [
        "could not be imported",
        "Nothing was imported, and nothing was changed.",
        'projection: the program has ["DriverName"], Dev Center has ["DriverName","EventCount"]',
        "limit: the program has 10, Dev Center has nothing",
      ],
    },
    schedule: {
      changes: { paused: false, recurrence: 7, callbackUrl: "https://hooks.contoso.com/in/KEY-ELSE" },
      told: [
        "paused: the program has false, Dev Center has true",
        "recurrence: the program has 7, Dev Center has 30",
        "callbackUrl: differs (the values are not shown)",
      ],
    },
    product: {
      changes: { productName: "card", testHarness: "attestation", firmwareVersion: "1.0" },
      told: [
        'productName: the program has "card", Dev Center has "nic"',
        'testHarness: the program has "attestation", Dev Center has "hlk"',
        'firmwareVersion: the program has "1.0", Dev Center has nothing',
      ],
    },
    submission: {
      changes: { name: "second", type: "derived" },
      told: [
        'name: the program has "second", Dev Center has "first"',
        'type: the program has "derived", Dev Center has "initial"',
      ],
    },
  };

  for (const name of NAMES) {
    describe(`a ${name}`, () => {
      const { changes, told } = mismatches[name];
      let project: PulumiProject;
      let up: Watched<Outcome>;
      before(async () => {
        // The other three are not in this program.
        const source = programOf(ids, ids, { [name]: changes })
          .split("\n")
          .filter((line) => line.includes(`("${name}"`));
        project = await devCenter.program(source.join("\n"));
        up = await devCenter.watch(() => project.up());
      });

      it("fails", () => assert.equal(up.outcome.ok, false));
      it("changes nothing on Dev Center", () => assert.deepEqual(writes(up), []));
      it("takes nothing into the state", async () => assert.deepEqual(await keptIds(project), {}));
      it("reports every property that differs", () => {
        assert.deepEqual(
          told.filter((words) => !up.outcome.output.includes(words)),
          [],
        );
      });
      it("shows no secret", () => assert.doesNotMatch(JSON.stringify(up.outcome), /KEY-/));
    });
  }

  it("reports it when there is no such object, and makes none", async () => {
    const project = await devCenter.program(
      `new devcenter.ReportTemplate("template", ${JSON.stringify(TEMPLATE)}, { import: "4711" });`,
    );
    const up = await devCenter.watch(() => project.up());
    assert.match(
      up.outcome.output,
      /report template 4711: could not be imported\.\s+Dev Center has no such object/,
    );
    assert.deepEqual({ ok: up.outcome.ok, writes: writes(up) }, { ok: false, writes: [] });
  });

  it("refuses an id that is none, in preview", async () => {
    const project = await devCenter.program(
      `new devcenter.Submission("submission", { productId: "1", name: "n", type: "initial" }, { import: "1" });`,
    );
    const { outcome, requests } = await devCenter.watch(() => project.preview());
    assert.match(outcome.output, /import: expected an id such as 14631253285588838\/1152921504621465124/);
    assert.deepEqual({ ok: outcome.ok, requests }, { ok: false, requests: [] });
  });
});
