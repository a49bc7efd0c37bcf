import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { readPreview } from "../../../cli/src/review/engine-preview";
import { type Review, reviewOf } from "../../../cli/src/review/review";
import { plain } from "../../../cli/src/review/safe-text";
import { type Judged, judge, type Shown, typeOf } from "../../../harness/policy-run";
import { previewPrograms } from "../../../harness/preview-programs";
import { previewFile } from "../../../harness/recorded-previews";
import { UNKNOWN } from "../../../harness/sample-inputs";
import { devCenterPolicies } from "../../../policies/src/index";
import type { RuleName } from "../../../policies/src/rules";

const now = new Date("2026-11-20T00:00:00Z");
const policies = devCenterPolicies({
  all: "mandatory",
  "no-device-identity": { about: ["device", "place", "model"] },
});

/** Whether a review says of the resource what a policy is there for; also where neither can tell yet. */
const reviewed: Readonly<Partial<Record<RuleName, (review: Review) => boolean>>> = {
  "no-device-identity": ({ personal }) =>
    personal.some(({ text }) =>
      /^collects (?!(Cab\w+(, )?)+(;|$))|of which nobody can tell/.test(plain(text)),
    ),
  "no-cabs": ({ personal }) =>
    personal.some(({ text }) => /^collects .*Cab|of which nobody can tell/.test(plain(text))),
  "callback-host-allowed": ({ personal }) => personal.some(({ text }) => /^calls back to/.test(plain(text))),
  "audience-required": ({ reach }) => reach.some(({ isUnrestricted }) => isUnrestricted),
  "no-automatic-install": ({ irrevocable }) =>
    irrevocable.some(({ text }) => /installed automatically|automatic or not/.test(plain(text))),
  "go-live-outside-block-outs": ({ reach }) => reach.some(({ text }) => /^goes live on/.test(plain(text))),
  "protect-products": ({ irrevocable }) => irrevocable.some(({ act }) => act === "make product"),
  "no-initial-replacement": ({ irrevocable }) =>
    irrevocable.some(({ act }) => act === "make initial submission" || act === "make submission"),
};

function flagged({ mandatory, untold }: Judged, name: string): boolean {
  return [...mandatory, ...untold].some((line) => line.startsWith(`${name}: `));
}

const orUnknown = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: value }, fc.constant(UNKNOWN));
const optional = <T>(record: Record<string, fc.Arbitrary<T>>) => fc.record(record, { requiredKeys: [] });
const columns = [
  "DriverName",
  "EventCount",
  "Market",
  "DeviceId",
  "HardwareId",
  "ApplicationId",
  "CabIdHash",
  "CabType",
  "Model",
];
const column = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...columns) },
  fc.constant("SerialNumber"),
  fc.constant(UNKNOWN),
);
const template = fc.record({
  view: fc.constant("IHVDriver"),
  projection: orUnknown(fc.array(column, { minLength: 1, maxLength: 4 })),
  dateRange: fc.constant({ reportPeriod: "Last7Days" }),
  aggregation: orUnknown(
    fc.record({
      aggregatedColumns: fc.array(
        fc.tuple(fc.constantFrom("MAX", "DCOUNT"), fc.constantFrom(...columns)).map(([f, c]) => `${f}(${c})`),
        { maxLength: 2 },
      ),
    }),
  ),
});
const schedule = optional({ callbackUrl: orUnknown(fc.constant("https://example.com/KEY")) });
const flag = orUnknown(fc.boolean());
const label = fc.record({
  name: fc.constant("wave"),
  destination: orUnknown(fc.constantFrom("windowsUpdate", "anotherPartner")),
  publishingSpecifications: orUnknown(
    optional({
      isAutoInstallDuringOSUpgrade: flag,
      isAutoInstallOnApplicableSystems: flag,
      goLiveDate: fc.constantFrom("2026-12-24T09:00:00Z", "2027-01-14T09:00:00Z"),
    }),
  ),
  targeting: orUnknown(
    optional({ restrictedToAudiences: orUnknown(fc.array(fc.constant("a"), { maxLength: 2 })) }),
  ),
});
const submission = fc.record({
  name: fc.constant("1.0"),
  type: orUnknown(fc.constantFrom("initial", "derived")),
});
const shown: fc.Arbitrary<Shown> = fc.oneof(
  template.map((inputs) => ({ kind: "ReportTemplate", inputs })),
  schedule.map((inputs) => ({ kind: "ReportSchedule", inputs })),
  label.map((inputs) => ({ kind: "ShippingLabel", inputs })),
  submission.map((inputs) => ({ kind: "Submission", inputs })),
  fc.constant({ kind: "Product", inputs: { productName: "NIC", testHarness: "hlk" } }),
);

function reviewOfCreation(resource: Shown): Review {
  const type = typeOf(resource);
  const step = {
    op: "create",
    urn: `urn:pulumi:p::d::${type}::r`,
    newState: { type, inputs: resource.inputs },
  };
  return reviewOf(readPreview(Buffer.from(JSON.stringify({ steps: [step], changeSummary: {} }))), now);
}

describe("policies and review", () => {
  it("say the same of a resource that is new, whatever is in it and whatever is not known yet", async () => {
    await fc.assert(
      fc.asyncProperty(shown, async (resource) => {
        const judged = await judge(policies, [resource]);
        const review = reviewOfCreation(resource);
        for (const [name, says] of Object.entries(reviewed)) {
          // What is shared with a partner, or nobody knows whether it is, has its reach in other words.
          const isOfPublication = name === "no-automatic-install" || name === "go-live-outside-block-outs";
          if (resource.inputs.destination !== "windowsUpdate" && isOfPublication) continue;
          // What nobody knows yet stands among the unknowns of a review.
          if (resource.inputs.publishingSpecifications === UNKNOWN && name === "go-live-outside-block-outs")
            continue;
          assert.equal(flagged(judged, name), says(review), name);
        }
      }),
      { numRuns: 300, seed: Number(process.env.SEED ?? 20261127) },
    );
  });

  for (const { name } of previewPrograms) {
    it(`say the same of the preview ${name}`, async () => {
      const preview = readPreview(readFileSync(previewFile(name)));
      for (const step of (preview.steps ?? []).filter(({ op }) => op === "create")) {
        const { inputs, type } = step.newState ?? {};
        const review = reviewOf({ ...preview, steps: [step] }, now);
        const [change] = review.changes;
        if (change === undefined || change.verb !== "create" || !inputs || !type) continue;
        const judged = await judge(policies, [{ kind: change.kind, type, inputs }]);
        for (const [rule, says] of Object.entries(reviewed))
          assert.equal(flagged(judged, rule), says(review), `${change.name}: ${rule}`);
      }
    });
  }
});
