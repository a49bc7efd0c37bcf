import assert from "node:assert/strict";
import type { EntityKind } from "devcenter-emulator";
import { asked, did, kept, LocalDevCenter, program, type Watched } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

interface Choices {
  readonly productName: string;
  readonly testHarness: string;
  readonly type: string;
}

const BASE: Choices = { productName: "nic", testHarness: "attestation", type: "initial" };

function programOf({ productName, testHarness, type }: Choices): string {
  return `
    const template = new devcenter.ReportTemplate("template", {
      view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
    });
    new devcenter.ReportSchedule("schedule", {
      templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
    });
    const product = new devcenter.Product("product", {
      productName: "${productName}", testHarness: "${testHarness}",
      requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
      selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    });
    new devcenter.Submission("submission", { productId: product.productId, name: "first", type: "${type}" });
    exports.productId = product.productId;`;
}

const KINDS: readonly EntityKind[] = ["reportTemplate", "reportSchedule", "product", "submission"];
const FIRST = "14631253285588838";
const SECOND = "14631253285588839";

describe("replacement", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;

  /** Edits the program and runs it. */
  function edit(choices: Partial<Choices>): Promise<Watched<Outcome>> {
    project.write(program(programOf({ ...BASE, ...choices })));
    return devCenter.run(() => project.up());
  }

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(programOf(BASE));
    await devCenter.run(() => project.up());
  });
  after(() => devCenter.close());

  describe("a change of productName", () => {
    let up: Watched<Outcome>;
    before(async () => {
      up = await edit({ productName: "network card" });
    });

    it("patches the product in place", () => {
      assert.deepEqual(asked(up.requests), [`PATCH /v2.0/my/hardware/products/${FIRST}`]);
    });

    it("touches nothing else", () => {
      assert.deepEqual(did(up.outcome), [
        "same schedule",
        "same submission",
        "same template",
        "update product",
      ]);
    });
  });

  describe("a change of testHarness", () => {
    let up: Watched<Outcome>;
    before(async () => {
      up = await edit({ testHarness: "hlk" });
    });

    it("replaces the product and, because productId changes, its submission", () => {
      assert.deepEqual(did(up.outcome), [
        "create-replacement product",
        "create-replacement submission",
        "delete-replaced product",
        "delete-replaced submission",
        "replace product",
        "replace submission",
        "same schedule",
        "same template",
      ]);
    });

    it("names the property that asks for it", () => {
      const keys = up.outcome.steps.filter(({ op }) => op === "replace").map((s) => [s.name, s.replaceKeys]);
      assert.deepEqual(Object.fromEntries(keys), { product: ["testHarness"], submission: ["productId"] });
    });

    it("makes a new product and its submission, and deletes nothing", () => {
      assert.deepEqual(asked(up.requests), [
        "POST /v2.0/my/hardware/products",
        `POST /v2.0/my/hardware/products/${SECOND}/submissions`,
      ]);
    });

    it("gives the new product's id to the program", async () => {
      assert.equal((await project.outputs()).productId?.value, SECOND);
    });
  });

  describe("a change of the submission's type", () => {
    let up: Watched<Outcome>;
    before(async () => {
      up = await edit({ testHarness: "hlk", type: "derived" });
    });

    it("replaces the submission alone", () => {
      assert.deepEqual(did(up.outcome), [
        "create-replacement submission",
        "delete-replaced submission",
        "replace submission",
        "same product",
        "same schedule",
        "same template",
      ]);
    });

    it("makes a derived one of the same product", () => {
      assert.deepEqual(asked(up.requests), [`POST /v2.0/my/hardware/products/${SECOND}/submissions`]);
    });
  });
});

describe("an object that is gone from the service", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(programOf(BASE));
    await devCenter.run(() => project.up());
    const { entities } = devCenter.emulator.state();
    for (const kind of KINDS) devCenter.emulator.remove(kind, entities[kind][0]?.id ?? "");
  });
  after(() => devCenter.close());

  it("is gone after refresh", async () => {
    const { outcome } = await devCenter.run(() => project.refresh());
    assert.deepEqual(did(outcome), [
      "delete product",
      "delete schedule",
      "delete submission",
      "delete template",
    ]);
  });

  it("is created again by the next up", async () => {
    const { requests } = await devCenter.run(() => project.up());
    assert.deepEqual(asked(requests).sort(), [
      "POST /analytics/driver/report",
      "POST /analytics/driver/reporttemplate",
      "POST /v2.0/my/hardware/products",
      `POST /v2.0/my/hardware/products/${SECOND}/submissions`,
    ]);
  });
});

describe("a service that refuses to tell", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(programOf(BASE));
    await devCenter.run(() => project.up());
  });
  afterEach(() => devCenter.emulator.forgetFaults());
  after(() => devCenter.close());

  /** Refreshes while the service refuses these reads, and tells how the state was before and is after. */
  async function refreshRefused(path: string | RegExp, status: number, body: unknown) {
    const stateBefore = await kept(project);
    devCenter.emulator.fail({
      match: { method: "GET", path, door: "service" },
      times: "always",
      action: { respond: { status, body } },
    });
    const outcome = await project.refresh();
    return { outcome, stateBefore, stateAfter: await kept(project) };
  }

  const forbidden = { error: { code: "Forbidden", message: "Not for you." } };
  const reads: Readonly<Record<string, { path: RegExp; told: string }>> = {
    template: {
      path: /^\/analytics\/driver\/reporttemplate/,
      told: "report template 15: could not be read.",
    },
    schedule: { path: /^\/analytics\/driver\/report$/, told: "report schedule 2: could not be read." },
    product: { path: /\/products\/\d+$/, told: `product ${FIRST}: could not be read.` },
    submission: {
      path: /\/submissions\//,
      told: `submission ${FIRST}/1152921504621465124: could not be read.`,
    },
  };
  for (const [name, { path, told }] of Object.entries(reads)) {
    it(`with 403 is an error of the ${name}, and leaves the state as it was`, async () => {
      const { outcome, stateBefore, stateAfter } = await refreshRefused(path, 403, forbidden);
      assert.deepEqual(
        { ok: outcome.ok, isTold: outcome.output.includes(told), state: stateAfter },
        { ok: false, isTold: true, state: stateBefore },
      );
    });
  }

  it("with the gateway's 500 is an error, and leaves the state as it was", async () => {
    const body = { statusCode: 500, message: "Internal server error", activityId: "1" };
    const { outcome, stateBefore, stateAfter } = await refreshRefused(/./, 500, body);
    assert.deepEqual({ ok: outcome.ok, state: stateAfter }, { ok: false, state: stateBefore });
  });

  it("with a 400 that names no missing entity is an error, and leaves the state as it was", async () => {
    const body = { data: null, errors: [{ Code: "InvalidInput", Message: "No.", TrackingId: "1" }] };
    const { outcome, stateBefore, stateAfter } = await refreshRefused(/./, 400, body);
    assert.deepEqual({ ok: outcome.ok, state: stateAfter }, { ok: false, state: stateBefore });
  });
});
