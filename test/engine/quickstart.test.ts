import assert from "node:assert/strict";
import type { RecordedRequest } from "devcenter-emulator";
import { asked, did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

const PRODUCT = "14631253285588838";
const SUBMISSION = "1152921504621465124";
const ALL_SAME = ["same daily", "same nic", "same nic-initial", "same top-drivers"];

/** Each step of the story goes on from the one before. */
describe("the quick start", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  let outcome: Outcome;
  let requests: readonly RecordedRequest[];

  async function run(command: () => Promise<Outcome>): Promise<void> {
    ({ outcome, requests } = await devCenter.run(command));
  }

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.project({ copyOf: "examples/quickstart" });
  });
  after(() => devCenter.close());

  describe("the first up", () => {
    before(() => run(() => project.up()));

    it("creates a template, its schedule, a product and its submission", () => {
      assert.deepEqual(did(outcome), [
        "create daily",
        "create nic",
        "create nic-initial",
        "create top-drivers",
      ]);
    });

    it("sends one request for each", () => {
      assert.deepEqual(asked(requests).sort(), [
        "POST /analytics/driver/report",
        "POST /analytics/driver/reporttemplate",
        "POST /v2.0/my/hardware/products",
        `POST /v2.0/my/hardware/products/${PRODUCT}/submissions`,
      ]);
    });

    it("exports template and report ids as numbers, the 64-bit ids as exact digits", async () => {
      const outputs = await project.outputs();
      assert.deepEqual(
        Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
        {
          templateId: 15,
          reportId: 2,
          productId: PRODUCT,
          submissionId: SUBMISSION,
          commitStatus: "commitPending",
        },
      );
    });

    it("gives the resources their documented ids", async () => {
      const { resources } = await project.export();
      const ids = resources.filter(({ type }) => type.includes("devcenter:")).map(({ id }) => id);
      assert.deepEqual(ids.sort(), [PRODUCT, `${PRODUCT}/${SUBMISSION}`, "15", "2"]);
    });
  });

  describe("an up with no change", () => {
    before(() => run(() => project.up()));

    it("leaves everything as it is", () => assert.deepEqual(did(outcome), ALL_SAME));
    it("asks Dev Center nothing", () => assert.deepEqual(asked(requests), []));
  });

  describe("the preview of step2", () => {
    before(() => {
      project.copyOver("examples/quickstart/step2");
      return run(() => project.preview());
    });

    it("shows one update of the template and one of the product, none of schedule or submission", () => {
      assert.deepEqual(did(outcome), ["same daily", "same nic-initial", "update nic", "update top-drivers"]);
    });

    it("names the properties that differ", () => {
      const diffs = outcome.steps.filter(({ op }) => op === "update").map(({ name, diffs }) => [name, diffs]);
      assert.deepEqual(Object.fromEntries(diffs), { "top-drivers": ["limit"], nic: ["marketingNames"] });
    });

    it("asks Dev Center nothing", () => assert.deepEqual(asked(requests), []));
  });

  describe("the up of step2", () => {
    before(() => run(() => project.up()));

    it("edits the template and patches the product", () => {
      assert.deepEqual(asked(requests).sort(), [
        `PATCH /v2.0/my/hardware/products/${PRODUCT}`,
        "POST /analytics/driver/reporttemplate/15",
      ]);
    });

    it("sends of the product only what may be patched", () => {
      const patch = requests.find(({ method }) => method === "PATCH");
      assert.deepEqual(patch?.body, { marketingNames: ["Contoso Network Adapter", "Contoso 2.5G Ethernet"] });
    });
  });

  describe("a refresh with no drift", () => {
    before(() => run(() => project.refresh()));

    it("finds what the service added by itself no drift", () => assert.deepEqual(did(outcome), ALL_SAME));
  });

  describe("drift of each object", () => {
    before(async () => {
      await devCenter.ask("POST", "/analytics/driver/reporttemplate/15", {
        view: "IHVDriver",
        projection: ["DriverName"],
        dateRange: { reportPeriod: "Last90Days" },
        limit: 7,
      });
      await devCenter.ask("POST", "/analytics/driver/report/2", {
        templateId: 15,
        schedule: { startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 48, recurrence: 30 },
      });
      await devCenter.ask("PATCH", `/v2.0/my/hardware/products/${PRODUCT}`, { productName: "renamed" });
      await devCenter.ask("PATCH", `/v2.0/my/hardware/products/${PRODUCT}/submissions/${SUBMISSION}`, {
        name: "renamed, too",
      });
    });

    describe("refresh", () => {
      before(() => run(() => project.refresh()));

      it("shows each as changed", () => {
        assert.deepEqual(did(outcome), [
          "update daily",
          "update nic",
          "update nic-initial",
          "update top-drivers",
        ]);
      });

      it("names the properties that drifted, and no others", () => {
        const diffs = outcome.steps
          .filter(({ op }) => op === "update")
          .map(({ name, diffs }) => [name, [...diffs].sort()]);
        assert.deepEqual(Object.fromEntries(diffs), {
          "top-drivers": ["aggregation", "limit", "orderby"],
          daily: ["recurrenceInterval"],
          nic: ["productName"],
          "nic-initial": ["name"],
        });
      });
    });

    describe("the next up", () => {
      before(() => run(() => project.up()));

      it("repairs each in place", () => {
        assert.deepEqual(did(outcome), [
          "update daily",
          "update nic",
          "update nic-initial",
          "update top-drivers",
        ]);
      });

      it("leaves Dev Center as the program says", () => {
        const { reportTemplate, reportSchedule, product, submission } = devCenter.emulator.state().entities;
        assert.deepEqual(
          {
            template: reportTemplate.map(({ template }) => template),
            schedule: reportSchedule.map(({ schedule }) => schedule),
            products: product.map(({ productName }) => productName),
            submissions: submission.map(({ name }) => name),
          },
          {
            template: [
              {
                view: "IHVDriver",
                projection: ["DriverName"],
                dateRange: { reportPeriod: "Last90Days" },
                aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
                orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
                limit: 25,
              },
            ],
            schedule: [{ startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30 }],
            products: ["VST_apdevtest1"],
            submissions: ["VST_apdevtest1_init"],
          },
        );
      });
    });
  });

  describe("destroy", () => {
    before(() => run(() => project.destroy()));

    it("takes everything out of the state", async () => {
      assert.deepEqual((await project.export()).resources, []);
    });

    it("pauses the schedule and asks nothing else", () => {
      assert.deepEqual(asked(requests), ["POST /analytics/driver/report/pause/2"]);
    });

    it("leaves everything on Dev Center", () => {
      const { reportTemplate, reportSchedule, product, submission } = devCenter.emulator.state().entities;
      assert.deepEqual(
        [reportTemplate, reportSchedule, product, submission].map(({ length }) => length),
        [1, 1, 1, 1],
      );
    });

    it("reports each", () => {
      const said = outcome.diagnostics.map(({ message }) => message).sort();
      assert.deepEqual(said, [
        `Product ${PRODUCT} is no longer managed, but stays on Dev Center: the service cannot delete products.`,
        "Report schedule 2 is paused and no longer managed: the service cannot delete schedules.",
        "Report template 15 is no longer managed, but stays on Dev Center: the service cannot delete templates.",
        `Submission ${PRODUCT}/${SUBMISSION} is no longer managed, but stays on Dev Center: the service cannot delete submissions.`,
      ]);
    });
  });
});
