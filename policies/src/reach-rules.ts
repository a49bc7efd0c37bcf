import {
  blockOutOn,
  type LabelReach,
  limitOf,
  notKnownYet,
  reachOf,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { broken, type Finding, kept, noSettings, rule, undecided } from "./rule";

/** What is shared with a partner is published by the partner, or not at all. */
function whenPublished(values: Values, judge: (reach: LabelReach) => Finding): Finding {
  const reach = reachOf(values);
  if (reach.destination === "anotherPartner") return kept;
  const finding = judge(reach);
  return reach.destination === undefined && finding.violations.length > 0 ? undecided : finding;
}

const ofLabels = { kind: "ShippingLabel", effect: "reach", settings: noSettings } as const;

export const audienceRequired = rule({
  ...ofLabels,
  description: "A label for Windows Update names an audience.",
  properties: ["destination", "targeting"],
  severity: "critical",
  remedy: "Name an audience in targeting.restrictedToAudiences; devcenter audiences lists them.",
  judge: ({ values }) =>
    whenPublished(values, ({ audiences }) => {
      if (audiences === undefined) return undecided;
      return audiences > 0
        ? kept
        : broken("It names no audience: every machine with one of its devices is offered the driver.");
    }),
});

export const noAutomaticInstall = rule({
  ...ofLabels,
  description: "Windows Update installs no driver by itself.",
  properties: ["destination", "publishingSpecifications"],
  severity: "high",
  remedy: "Set isAutoInstallDuringOSUpgrade and isAutoInstallOnApplicableSystems to false.",
  judge: ({ values }) =>
    whenPublished(values, ({ isAutomatic }) => {
      if (isAutomatic === undefined) return undecided;
      return isAutomatic ? broken("Windows Update installs its driver by itself.") : kept;
    }),
});

export const goLiveOutsideBlockOuts = rule({
  ...ofLabels,
  description:
    "A driver that is installed automatically goes live on a day on which Microsoft releases drivers.",
  properties: ["destination", "publishingSpecifications"],
  severity: "low",
  remedy: "Choose another goLiveDate.",
  judge: ({ values }) =>
    whenPublished(values, ({ goLiveDate, isAutomatic }) => {
      if (isAutomatic === false || goLiveDate === undefined) return kept;
      if (goLiveDate === notKnownYet) return undecided;
      const why = blockOutOn(String(goLiveDate));
      if (why === undefined) return kept;
      return isAutomatic === undefined ? undecided : broken(`It goes live on a closed day: ${why}.`);
    }),
});

export const noAttestationToRetail = rule({
  ...ofLabels,
  description: "The driver of an attestation or test-signed product goes to test audiences only.",
  properties: ["destination", "targeting", "productId"],
  severity: "high",
  remedy: "Name a test audience, or certify the driver by the HLK in a new Product.",
  asksForProduct: true,
  judge: ({ values, product }) =>
    whenPublished(values, ({ audiences }) => {
      if (audiences !== undefined && audiences > 0) return kept;
      if (product === undefined)
        return broken(
          "It names no audience, and its product is not in this program, so it cannot be told how the driver is signed. Read the product by Product.get.",
        );
      const limit = limitOf(product);
      const signing = [product.testHarness, product.isTestSign];
      if (limit === undefined) return signing.includes(notKnownYet) ? undecided : kept;
      if (audiences === undefined) return undecided;
      return broken(
        `It names no audience, and its product is ${limit === "attestation" ? "signed by attestation" : "test-signed"}.`,
      );
    }),
});
