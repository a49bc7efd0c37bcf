import assert from "node:assert/strict";
import type { RecordedRequest } from "devcenter-emulator";
import { asked, did, keptIds, LocalDevCenter, program } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { documentedTemplates } from "../../harness/sample-inputs";

/** What the five samples of the documentation are called here, in their order. */
const SAMPLE_NAMES = [
  "ihv-everything",
  "oem-everything",
  "ihv-failures",
  "oem-kernel-failures",
  "ihv-top-drivers",
] as const;

const TEMPLATES = documentedTemplates().map(({ template }) => template);
const SAMPLES = Object.fromEntries(SAMPLE_NAMES.map((name, index) => [name, TEMPLATES[index]])) as Record<
  (typeof SAMPLE_NAMES)[number],
  object
>;

type Templates = Readonly<Record<string, object>>;

/** The same in another spelling of what has no case: functions and operators. */
const RESPELLED: Templates = {
  ...SAMPLES,
  "ihv-failures": {
    ...SAMPLES["ihv-failures"],
    aggregation: { aggregatedColumns: ["SUM(EventCount)", "DCOUNT(DeviceId)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
  },
  "oem-kernel-failures": {
    ...SAMPLES["oem-kernel-failures"],
    condition: { and: [{ attribute: "EventType", operator: "EQ", value: "Kernel" }] },
  },
};

const EDITED: Templates = {
  "ihv-everything": { ...SAMPLES["ihv-everything"], dateRange: { reportPeriod: "Yesterday" } },
  "oem-everything": {
    ...SAMPLES["oem-everything"],
    condition: {
      and: [
        { attribute: "EventType", operator: "eq", value: "Kernel" },
        { condition: { or: [{ attribute: "Market", operator: "in", value: "US" }] } },
      ],
    },
  },
  "ihv-failures": { ...SAMPLES["ihv-failures"], projection: ["DriverName", "DriverVersion"] },
  "oem-kernel-failures": {
    ...SAMPLES["oem-kernel-failures"],
    aggregation: { aggregatedColumns: ["SUM(EventCount)"] },
  },
  "ihv-top-drivers": { ...SAMPLES["ihv-top-drivers"], limit: 0 },
};

const NAMES = Object.keys(SAMPLES).sort();

/** Each of the templates, and a schedule of each. */
function programOf(templates: Templates): Record<string, string> {
  return program(`
    for (const [name, sample] of Object.entries(${JSON.stringify(templates)})) {
      const template = new devcenter.ReportTemplate(name, sample);
      new devcenter.ReportSchedule(name + "-daily", {
        templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
      });
    }`);
}

describe("the five documented templates", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  let outcome: Outcome;
  let requests: readonly RecordedRequest[];

  async function run(command: () => Promise<Outcome>): Promise<void> {
    ({ outcome, requests } = await devCenter.run(command));
  }

  /** The templates on Dev Center by id. */
  function templatesById(): Record<string, object> {
    const { reportTemplate } = devCenter.emulator.state().entities;
    return Object.fromEntries(reportTemplate.map(({ id, template }) => [id, template]));
  }

  async function keptByName(): Promise<Record<string, object | undefined>> {
    const [byName, byId] = [await keptIds(project), templatesById()];
    return Object.fromEntries(NAMES.map((name) => [name, byId[byName[name] ?? ""]]));
  }

  const inEach = (op: string) => NAMES.map((name) => `${op} ${name}`);
  const inEachSchedule = (op: string) => NAMES.map((name) => `${op} ${name}-daily`);

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.project({ files: programOf(SAMPLES) });
  });
  after(() => devCenter.close());

  describe("up", () => {
    before(() => run(() => project.up()));

    it("creates each, and a schedule of each", () => {
      assert.deepEqual(did(outcome), [...inEach("create"), ...inEachSchedule("create")].sort());
    });

    it("sends each verbatim", async () => assert.deepEqual(await keptByName(), SAMPLES));

    it("gives each schedule its own template", async () => {
      const byName = await keptIds(project);
      const { reportSchedule } = devCenter.emulator.state().entities;
      const templateOf = Object.fromEntries(reportSchedule.map(({ id, templateId }) => [id, templateId]));
      assert.deepEqual(
        NAMES.map((name) => templateOf[byName[`${name}-daily`] ?? ""]),
        NAMES.map((name) => byName[name]),
      );
    });
  });

  describe("refresh", () => {
    before(() => run(() => project.refresh()));

    it("finds no drift", () => {
      assert.deepEqual(did(outcome), [...inEach("same"), ...inEachSchedule("same")].sort());
    });
  });

  describe("functions and operators in another case", () => {
    before(() => {
      project.write(programOf(RESPELLED));
      return run(() => project.preview());
    });

    it("are no change", () => {
      assert.deepEqual(did(outcome), [...inEach("same"), ...inEachSchedule("same")].sort());
    });
  });

  describe("an edit of each", () => {
    let idsBefore: Record<string, string>;
    before(async () => {
      idsBefore = await keptIds(project);
      project.write(programOf(EDITED));
      await run(() => project.up());
    });

    it("is made in place, and touches no schedule", () => {
      assert.deepEqual(did(outcome), [...inEach("update"), ...inEachSchedule("same")].sort());
    });

    it("keeps the ids", async () => assert.deepEqual(await keptIds(project), idsBefore));
    it("sends one request for each", () => assert.equal(requests.length, NAMES.length));
    it("replaces the whole template on Dev Center", async () => assert.deepEqual(await keptByName(), EDITED));
  });

  describe("destroy", () => {
    before(() => run(() => project.destroy()));

    it("takes all out of the state", async () => assert.deepEqual((await project.export()).resources, []));

    it("pauses each schedule and asks nothing else", () => {
      assert.deepEqual(
        asked(requests).map((request) => request.replace(/\d+$/, "…")),
        NAMES.map(() => "POST /analytics/driver/report/pause/…"),
      );
    });

    it("leaves the templates on Dev Center", () =>
      assert.equal(Object.keys(templatesById()).length, NAMES.length));
  });
});
