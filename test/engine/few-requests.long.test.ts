import assert from "node:assert/strict";
import { asked, did, LocalDevCenter, program, type Watched } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

const COUNT = 50;
const MANY = `
  for (let number = 0; number < ${COUNT}; number++) {
    const template = new devcenter.ReportTemplate("template-" + number, {
      view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" }, limit: number,
    });
    new devcenter.ReportSchedule("schedule-" + number, {
      templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
    });
  }`;
const ALL_KINDS = `
  const template = new devcenter.ReportTemplate("template", {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
  });
  new devcenter.ReportSchedule("schedule", {
    templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
    paused: true,
  });
  const product = new devcenter.Product("product", {
    productName: "nic", testHarness: "attestation", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });
  new devcenter.Submission("submission", { productId: product.productId, name: "first", type: "initial" });`;

function headerOf(name: string, { requests }: Watched<Outcome>): (string | undefined)[] {
  return requests.map(({ headers }) => headers[name]);
}

describe("few requests", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

  /** How many tokens were fetched while the work went on. */
  async function tokensDuring(work: () => Promise<unknown>): Promise<number> {
    const fetched = () => devCenter.emulator.tokenRequests.filter(({ method }) => method === "POST").length;
    const before = fetched();
    await work();
    return fetched() - before;
  }

  describe(`for ${COUNT} templates and ${COUNT} schedules`, () => {
    let project: PulumiProject;
    before(async () => {
      project = await devCenter.program(MANY);
      await devCenter.run(() => project.up());
    });

    it("refresh asks for one list of each", async () => {
      const { requests } = await devCenter.run(() => project.refresh());
      assert.deepEqual(asked(requests).sort(), [
        "GET /analytics/driver/report",
        "GET /analytics/driver/reporttemplate",
      ]);
    });

    it("refresh finds every one in the lists", async () => {
      const { outcome } = await devCenter.run(() => project.refresh());
      assert.equal(did(outcome).filter((step) => step.startsWith("same ")).length, 2 * COUNT);
    });

    it("up with no change asks nothing, not even for a token", async () => {
      let up: Watched<Outcome> | undefined;
      const tokens = await tokensDuring(async () => {
        up = await devCenter.run(() => project.up());
      });
      assert.deepEqual({ tokens, requests: up?.requests }, { tokens: 0, requests: [] });
    });
  });

  describe("for one of each kind", () => {
    let project: PulumiProject;
    let tokens: number;
    let up: Watched<Outcome>;
    before(async () => {
      project = await devCenter.program(ALL_KINDS);
      tokens = await tokensDuring(async () => {
        up = await devCenter.run(() => project.up());
      });
    });

    it("up fetches one token", () => assert.equal(tokens, 1));

    it("all requests of an up carry one MS-CorrelationId", () => {
      assert.deepEqual(
        { requests: up.requests.length, ids: new Set(headerOf("ms-correlationid", up)).size },
        { requests: 5, ids: 1 },
      );
    });

    it("every request carries an MS-RequestId of its own", () => {
      const ids = headerOf("ms-requestid", up).filter((id) => id !== undefined);
      assert.equal(new Set(ids).size, up.requests.length);
    });

    it("another run carries another MS-CorrelationId", async () => {
      const refresh = await devCenter.run(() => project.refresh());
      const ids = new Set(headerOf("ms-correlationid", refresh));
      assert.deepEqual([ids.size, ids.has(undefined)], [1, false]);
      assert.equal(ids.has(headerOf("ms-correlationid", up)[0]), false);
    });

    it("an update of all four fetches one token", async () => {
      const edited = ALL_KINDS.replace("Last7Days", "Last30Days")
        .replace("recurrence: 30", "recurrence: 31")
        .replace('"nic"', '"card"')
        .replace('"first"', '"1st"');
      project.write(program(edited));
      assert.equal(await tokensDuring(() => devCenter.run(() => project.up())), 1);
    });

    it("refresh fetches one token", async () => {
      assert.equal(await tokensDuring(() => devCenter.run(() => project.refresh())), 1);
    });
  });
});
