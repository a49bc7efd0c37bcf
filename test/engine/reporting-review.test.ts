import assert from "node:assert/strict";
import { runDevcenter, settingsOf } from "../support/devcenter-command";
import documented from "../support/documented-templates.json";
import { asked, did, LocalDevCenter } from "../support/local-dev-center";
import type { PulumiProject } from "../support/pulumi-project";

const hourMs = 60 * 60_000;
const names = [
  "device-failures",
  "driver-failures",
  "failures-by-driver",
  "frequent-failures",
  "top-drivers",
];

/** A template without what makes no difference: case, blanks in it, and a condition that restricts nothing. */
function meant(template: object): unknown {
  const text = JSON.stringify(template, (name, value) =>
    name === "condition" && Object.keys(value).length === 0 ? undefined : value,
  );
  return JSON.parse(text.toLowerCase());
}

describe("the example reporting-review", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;
  let reportIds: Record<string, number>;

  before(async () => {
    center = await LocalDevCenter.open();
    // The command lives by this machine's time, so the first runs come due an hour from now.
    const firstRun = new Date(Date.now() + hourMs).toISOString();
    project = await center.project({
      copyOf: "examples/reporting-review",
      config: { "devcenter-reporting-review:firstRun": { value: firstRun } },
    });
  });
  after(() => center.close());

  const devcenter = (...args: string[]) => runDevcenter(args, settingsOf(center.emulator));

  it("declares five templates and a schedule for each", async () => {
    const { outcome } = await center.run(() => project.up());
    assert.deepEqual(
      did(outcome),
      names.flatMap((name) => [`create ${name}`, `create ${name}-weekly`]),
    );
    reportIds = (await project.outputs()).reportIds?.value;
    assert.deepEqual(Object.keys(reportIds).sort(), names);
  });

  it("asks the five questions of the documentation", () => {
    const { reportTemplate } = center.emulator.state().entities;
    const asWanted = documented.map(({ template }) => meant(template));
    const asMade = reportTemplate.map(({ template }) => meant(template));
    const sorted = (templates: unknown[]) => templates.map((template) => JSON.stringify(template)).sort();
    assert.deepEqual(sorted(asMade), sorted(asWanted));
  });

  it("asks for nothing when nothing has changed", async () => {
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(asked(requests), []);
  });

  it("has no run before the first comes due, and five when it has", async () => {
    const before = await devcenter("reports", "runs", String(reportIds["top-drivers"]), "--json");
    assert.deepEqual(JSON.parse(before.out), []);
    center.emulator.clock.advance(2 * hourMs);
    for (const name of names) {
      const { out } = await devcenter("reports", "runs", String(reportIds[name]), "--json");
      assert.deepEqual(
        JSON.parse(out).map(({ status }: { status: string }) => status),
        ["Completed"],
      );
    }
  });

  it("edits a question and rests another in step 2, in place", async () => {
    project.copyOver("examples/reporting-review/step2");
    const { outcome } = await center.run(() => project.up());
    assert.deepEqual(
      did(outcome).filter((step) => !step.startsWith("same")),
      ["update device-failures-weekly", "update failures-by-driver"],
    );
  });

  it("pauses every schedule in the end, and says what stays", async () => {
    const { outcome } = await center.run(() => project.destroy());
    const { reportSchedule } = center.emulator.state().entities;
    const isPaused = reportSchedule.map(({ pauses }) => pauses.some(({ to }) => to === undefined));
    assert.deepEqual(isPaused, [true, true, true, true, true]);
    assert.match(outcome.output, /Report template \d+ is no longer managed, but stays on Dev Center/);
  });
});
