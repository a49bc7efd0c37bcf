import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SAMPLES } from "../../../harness/sample-inputs";
import {
  Product,
  PublisherMetadata,
  ReportSchedule,
  ReportTemplate,
  ShippingLabel,
  Submission,
} from "../../../provider/index";

const seen: pulumi.runtime.MockResourceArgs[] = [];

/** The value of an output, as a program would see it. */
function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

const {
  ReportTemplate: template,
  ReportSchedule: schedule,
  Product: product,
  Submission: submission,
  ShippingLabel: label,
  PublisherMetadata: metadata,
} = SAMPLES;

describe("the resources, as Pulumi sees them", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: (args) => {
        seen.push(args);
        return { id: args.id || idByType[args.type] || "1", state: args.inputs };
      },
      call: ({ inputs }) => inputs,
    }),
  );
  beforeEach(() => seen.splice(0));

  const idByType: Record<string, string> = {
    "pulumi-nodejs:dynamic/devcenter:ReportTemplate": "15",
    "pulumi-nodejs:dynamic/devcenter:Product": "14631253285588838",
    "pulumi-nodejs:dynamic/devcenter:Submission": "14631253285588838/1152921504621465124",
    "pulumi-nodejs:dynamic/devcenter:ShippingLabel":
      "14631253285588838/1152921504621465124/1152921504606978422",
  };

  const all: [kind: string, make: () => pulumi.CustomResource][] = [
    ["ReportTemplate", () => new ReportTemplate("a", template)],
    ["ReportSchedule", () => new ReportSchedule("a", schedule)],
    ["Product", () => new Product("a", product)],
    ["Submission", () => new Submission("a", submission)],
    ["ShippingLabel", () => new ShippingLabel("a", { ...label, onDelete: "cancel", waitFor: "none" })],
    ["PublisherMetadata", () => new PublisherMetadata("a", metadata)],
  ];
  for (const [kind, make] of all) {
    it(`names the type of a ${kind}`, async () => {
      await settled(make().urn);
      assert.equal(seen[0]?.type, `pulumi-nodejs:dynamic/devcenter:${kind}`);
    });

    it(`hands over the text that leads back to us: ${kind}`, async () => {
      await settled(make().urn);
      assert.equal(
        seen[0]?.inputs.__provider,
        `exports.handler = () => require("pulumi-devcenter/runtime")("${kind}");`,
      );
    });
  }

  it("know a templateId as a number", async () => {
    assert.equal(await settled(new ReportTemplate("a", template).templateId), 15);
  });

  it("know a reportId as a number", async () => {
    assert.equal(await settled(new ReportSchedule("a", schedule).reportId), 1);
  });

  it("know a productId as decimal digits", async () => {
    assert.equal(await settled(new Product("a", product).productId), "14631253285588838");
  });

  it("know a submissionId without its product", async () => {
    assert.equal(await settled(new Submission("a", submission).submissionId), "1152921504621465124");
  });

  it("know a labelId without its product and submission", async () => {
    const { labelId } = new ShippingLabel("a", { ...label, onDelete: "keep", waitFor: "none" });
    assert.equal(await settled(labelId), "1152921504606978422");
  });

  const goLiveDate = new Date("2026-04-12T05:28:32Z");
  const dated: [what: string, given: pulumi.Input<{ goLiveDate: Date }>][] = [
    ["as it is", { goLiveDate }],
    ["in a promise", Promise.resolve({ goLiveDate })],
    ["in an output", pulumi.output(1).apply(() => ({ goLiveDate }))],
  ];
  for (const [what, publishingSpecifications] of dated) {
    it(`take a Date for the day on which a driver goes live, ${what}`, async () => {
      const args = { ...label, onDelete: "keep", waitFor: "none", publishingSpecifications } as const;
      await settled(new ShippingLabel("a", args).urn);
      assert.deepEqual(seen[0]?.inputs.publishingSpecifications, { goLiveDate: "2026-04-12T05:28:32.000Z" });
    });
  }

  it("take a Date for the start of a schedule", async () => {
    await settled(new ReportSchedule("a", { ...schedule, startTime: new Date("2026-04-01T00:00:00Z") }).urn);
    assert.equal(seen[0]?.inputs.startTime, "2026-04-01T00:00:00.000Z");
  });

  it("mark a plain callback as a secret", async () => {
    const { callbackUrl } = new ReportSchedule("a", schedule);
    assert.equal(await pulumi.isSecret(callbackUrl), true);
  });

  it("carry the option import as an input", async () => {
    await settled(new ReportTemplate("a", template, { import: "15" }).urn);
    assert.equal(seen[0]?.inputs.adoptId, "15");
  });

  it("tell which resource of the program they are", async () => {
    const urn = await settled(new ReportTemplate("a", template).urn);
    assert.equal(seen[0]?.inputs.resourceUrn, urn);
  });

  it("tell themselves apart from those of the same name in another kind of component", async () => {
    const urns = ["contoso:Team", "contoso:Lab"].map((type) => {
      const parent = new pulumi.ComponentResource(type, "component");
      return settled(new ReportTemplate("a", template, { parent }).urn);
    });
    const made = await Promise.all(urns);
    const told = seen.flatMap(({ inputs: { resourceUrn } }) => resourceUrn ?? []);
    assert.deepEqual(told.sort(), made.sort());
    assert.match(told.join(), /contoso:Lab\$.*contoso:Team\$/);
  });

  it("read what exists by its id alone", async () => {
    await settled(Product.get("a", "14631253285588838").urn);
    assert.equal(seen[0]?.id, "14631253285588838");
  });

  it("do not change the arguments that they are given", async () => {
    const args = structuredClone(schedule);
    await settled(new ReportSchedule("a", args, { import: "1" }).urn);
    assert.deepEqual(args, schedule);
  });
});
