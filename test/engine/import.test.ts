import assert from "node:assert/strict";
import {
  asked,
  did,
  kept,
  keptIds,
  LocalDevCenter,
  program,
  type Watched,
} from "../support/local-dev-center";
import type { Outcome, PulumiProject } from "../support/pulumi-project";

const TEMPLATE = {
  view: "IHVDriver",
  projection: ["DriverName", "EventCount"],
  dateRange: { reportPeriod: "Last7Days" },
  condition: { and: [{ attribute: "DriverName", operator: "EQ", value: "nic.sys" }] },
};
const TIMES = { startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30 };
const CALLBACK = "https://hooks.contoso.com/in/KEY-IN-PATH";
const PRODUCT = {
  productName: "nic",
  testHarness: "hlk",
  deviceType: "internal",
  requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  marketingNames: ["Contoso Network Adapter"],
};
const SUBMISSION = { name: "first", type: "initial" };

interface Existing {
  readonly template: string;
  readonly schedule: string;
  readonly product: string;
  readonly submission: string;
}

/** One object of each kind, made by somebody else over the API. */
async function makeOthers(devCenter: LocalDevCenter): Promise<Existing> {
  const template = await devCenter.make("reportTemplate", "/analytics/driver/reporttemplate", TEMPLATE);
  const schedule = await devCenter.make("reportSchedule", "/analytics/driver/report", {
    templateId: Number(template),
    schedule: TIMES,
    callbackUrl: CALLBACK,
  });
  await devCenter.ask("POST", `/analytics/driver/report/pause/${schedule}`);
  const product = await devCenter.make("product", "/v2.0/my/hardware/products", PRODUCT);
  const submissions = `/v2.0/my/hardware/products/${product}/submissions`;
  const submission = `${product}/${await devCenter.make("submission", submissions, SUBMISSION)}`;
  return { template, schedule, product, submission };
}

type Changes = Readonly<Record<keyof Existing, object>>;
const NO_CHANGES: Changes = { template: {}, schedule: {}, product: {}, submission: {} };

/** A program that declares the four, with these properties changed and these ids imported. */
function programOf(ids: Existing, imported: Partial<Existing>, changes: Partial<Changes> = {}): string {
  const { template, schedule, product, submission } = { ...NO_CHANGES, ...changes };
  const declare = (kind: string, name: keyof Existing, args: object) =>
    `new devcenter.${kind}("${name}", ${JSON.stringify(args)}, ${JSON.stringify({ import: imported[name] })});`;
  return [
    declare("ReportTemplate", "template", { ...TEMPLATE, ...template }),
    declare("ReportSchedule", "schedule", {
      templateId: Number(ids.template),
      ...TIMES,
      callbackUrl: CALLBACK,
      paused: true,
      ...schedule,
    }),
    declare("Product", "product", { ...PRODUCT, ...product }),
    declare("Submission", "submission", { productId: ids.product, ...SUBMISSION, ...submission }),
  ].join("\n");
}

const NAMES = ["product", "schedule", "submission", "template"] as const;
const inEach = (op: string) => NAMES.map((name) => `${op} ${name}`);
const writes = ({ requests }: Watched<Outcome>) => requests.filter(({ method }) => method !== "GET");

describe("import", () => {
  let devCenter: LocalDevCenter;
  let ids: Existing;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    ids = await makeOthers(devCenter);
  });
  after(() => devCenter.close());

  describe("of what is as the program says", () => {
    let project: PulumiProject;
    before(async () => {
      project = await devCenter.program(programOf(ids, ids));
    });

    it("is a creation in preview, and asks nothing", async () => {
      const { outcome, requests } = await devCenter.run(() => project.preview());
      assert.deepEqual({ did: did(outcome), requests }, { did: inEach("create"), requests: [] });
    });

    it("only reads", async () => {
      const up = await devCenter.run(() => project.up());
      assert.deepEqual({ did: did(up.outcome), writes: writes(up) }, { did: inEach("create"), writes: [] });
    });

    it("takes the four with their own ids", async () => assert.deepEqual(await keptIds(project), ids));

    it("keeps nothing that a creation would not keep", async () => {
      const { template, schedule } = await kept(project);
      const { __provider, adoptId, ...outputs } = template?.outputs ?? {};
      assert.deepEqual(
        { outputs, isActive: schedule?.outputs?.isActive },
        { outputs: TEMPLATE, isActive: false },
      );
    });

    it("changes nothing when it stays in the program", async () => {
      const { outcome, requests } = await devCenter.run(() => project.up());
      assert.deepEqual({ did: did(outcome), requests }, { did: inEach("same"), requests: [] });
    });

    it("finds no drift afterwards", async () => {
      const { outcome } = await devCenter.run(() => project.refresh());
      assert.deepEqual(did(outcome), inEach("same"));
    });

    it("shows no change when it is taken out of the program", async () => {
      project.write(program(programOf(ids, {})));
      const preview = await devCenter.run(() => project.preview());
      const up = await devCenter.run(() => project.up());
      assert.deepEqual(
        [did(preview.outcome), did(up.outcome), up.requests],
        [inEach("same"), inEach("same"), []],
      );
    });

    it("leaves resources that are edited in place like any other", async () => {
      const changes = { template: { limit: 5 }, schedule: { recurrence: 31 } };
      project.write(program(programOf(ids, {}, changes)));
      const { requests } = await devCenter.run(() => project.up());
      assert.deepEqual(asked(requests).sort(), [
        `POST /analytics/driver/report/${ids.schedule}`,
        `POST /analytics/driver/reporttemplate/${ids.template}`,
      ]);
    });
  });
});

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
      it("tells every property that differs", () => {
        assert.deepEqual(
          told.filter((words) => !up.outcome.output.includes(words)),
          [],
        );
      });
      it("shows no secret", () => assert.doesNotMatch(JSON.stringify(up.outcome), /KEY-/));
    });
  }

  it("says so when there is no such object, and makes none", async () => {
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
    assert.match(outcome.output, /import .*expected an id such as 14631253285588838\/1152921504621465124/);
    assert.deepEqual({ ok: outcome.ok, requests }, { ok: false, requests: [] });
  });
});

describe("get", () => {
  let devCenter: LocalDevCenter;
  let ids: Existing;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    ids = await makeOthers(devCenter);
    project = await devCenter.program(`
      const template = devcenter.ReportTemplate.get("template", "${ids.template}");
      const schedule = devcenter.ReportSchedule.get("schedule", "${ids.schedule}");
      const product = devcenter.Product.get("product", "${ids.product}");
      const submission = devcenter.Submission.get("submission", "${ids.submission}");
      Object.assign(exports, {
        templateId: template.templateId, condition: template.condition,
        reportId: schedule.reportId, paused: schedule.paused, callbackUrl: schedule.callbackUrl,
        productId: product.productId, marketingNames: product.marketingNames, isCommitted: product.isCommitted,
        submissionId: submission.submissionId, commitStatus: submission.commitStatus,
      });`);
  });
  after(() => devCenter.close());

  it("reads each in preview", async () => {
    const { outcome, requests } = await devCenter.run(() => project.preview());
    assert.deepEqual({ did: did(outcome), requests: requests.length }, { did: inEach("read"), requests: 4 });
  });

  it("reads each in up, and changes nothing", async () => {
    const up = await devCenter.run(() => project.up());
    assert.deepEqual({ did: did(up.outcome), writes: writes(up) }, { did: inEach("read"), writes: [] });
  });

  it("gives everything that the service tells, secrets marked as such", async () => {
    const outputs = await project.outputs();
    const [productId, submissionId] = ids.submission.split("/");
    assert.deepEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, { value, secret }]) => [name, [value, secret]])),
      {
        templateId: [Number(ids.template), false],
        condition: [TEMPLATE.condition, false],
        reportId: [Number(ids.schedule), false],
        paused: [true, false],
        callbackUrl: [CALLBACK, true],
        productId: [productId, false],
        marketingNames: [PRODUCT.marketingNames, false],
        isCommitted: [false, false],
        submissionId: [submissionId, false],
        commitStatus: ["commitPending", false],
      },
    );
  });

  it("lets go without touching anything", async () => {
    const { requests } = await devCenter.run(() => project.destroy());
    assert.deepEqual(requests, []);
  });

  for (const [kind, id] of [
    ["ReportTemplate", "4711"],
    ["ReportSchedule", "4711"],
    ["Product", "4711"],
    ["Submission", "4711/12"],
  ]) {
    it(`fails for a ${kind} that is not there`, async () => {
      project.write(program(`devcenter.${kind}.get("missing", "${id}");`));
      const outcome = await project.preview();
      assert.equal(outcome.ok, false);
      assert.match(
        outcome.output,
        new RegExp(`${id}: could not be read\\.\\s+Dev Center has no such object`),
      );
    });
  }
});
