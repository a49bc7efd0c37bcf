import assert from "node:assert/strict";
import { SAMPLES, UNKNOWN } from "../../../../harness/sample-inputs";
import {
  type Selection,
  selectedFrom,
} from "../../../../provider/lifecycles/shipping-label/hardware-id-selection";
import { shippingLabel } from "../../../../provider/lifecycles/shipping-label/shipping-label";
import { check } from "../../../../provider/model/check";
import { diff } from "../../../../provider/model/diff";

const devices = { "pci\\ven_1&dev_2": null, "pci\\ven_1&dev_1": {} };
const inf = { OSPnPInfoMap: { WINDOWS_v100_RS3_FULL: devices, WINDOWS_v100_X64_RS3_FULL: devices } };
const metadata = {
  BundleInfoMap: { amd64: { InfInfoMap: { "foo.inf": inf, "foo_component.inf": inf } } },
};
const selected = (select?: Selection) =>
  selectedFrom(metadata, select).map(
    ({ infId, operatingSystemCode, pnpString }) => `${infId} ${operatingSystemCode} ${pnpString}`,
  );

describe("a selection of hardware ids", () => {
  it("takes everything when nothing is said", () => assert.equal(selected().length, 8));

  it("takes what matches in everything that is said", () => {
    const select = { infId: "*_component.inf", operatingSystemCode: "*_x64_*", pnpString: "PCI\\*dev_1" };
    assert.deepEqual(selected(select), ["foo_component.inf WINDOWS_v100_X64_RS3_FULL pci\\ven_1&dev_1"]);
  });

  it("takes what matches one of several patterns", () => {
    assert.equal(selected({ infId: ["foo.inf", "bar.inf"], pnpString: ["*dev_1", "*dev_2"] }).length, 4);
  });

  it("has the same order whatever the order of the file", () => {
    assert.deepEqual(selected({ infId: "foo.inf", operatingSystemCode: "*x64*" }), [
      "foo.inf WINDOWS_v100_X64_RS3_FULL pci\\ven_1&dev_1",
      "foo.inf WINDOWS_v100_X64_RS3_FULL pci\\ven_1&dev_2",
    ]);
  });
});

describe("a label that selects its hardware ids", () => {
  const { hardwareIds: _, ...rest } = SAMPLES.ShippingLabel.targeting;
  const inputs = (hardwareIdsFrom: unknown, more: object = {}) => ({
    ...SAMPLES.ShippingLabel,
    targeting: { ...rest, ...more, hardwareIdsFrom },
  });
  const failures = (hardwareIdsFrom: unknown, more: object = {}) =>
    check(shippingLabel, inputs(hardwareIdsFrom, more)).failures;

  it("keeps what it selected from metadata, and not the metadata", () => {
    const select = { infId: "foo.inf", operatingSystemCode: "*x64*", pnpString: "*dev_1" };
    const { targeting } = check(shippingLabel, inputs({ metadata, select })).inputs;
    assert.deepEqual(targeting, { ...rest, hardwareIds: selectedFrom(metadata, select) });
  });

  it("keeps the selection from its submission as it is", () => {
    const wanted = inputs({ metadata: "submission", select: { infId: ["*.inf"] } });
    assert.deepEqual(check(shippingLabel, wanted), { inputs: wanted, failures: [] });
  });

  it("is the same whether written out or selected", () => {
    const [literal, chosen] = [{ targeting: { hardwareIds: selectedFrom(metadata) } }, inputs({ metadata })];
    const olds = { ...SAMPLES.ShippingLabel, targeting: { ...rest, ...literal.targeting } };
    assert.deepEqual(diff(shippingLabel, "1/2/3", olds, check(shippingLabel, chosen).inputs), {
      changes: false,
    });
  });

  it("takes one pattern and a list of it for the same", () => {
    const olds = inputs({ metadata: "submission", select: { infId: "*.INF" } });
    const news = inputs({ metadata: "submission", select: { infId: ["*.inf"] } });
    assert.deepEqual(diff(shippingLabel, "1/2/3", olds, news), { changes: false });
  });

  it("changes in place with its selection", () => {
    const olds = inputs({ metadata: "submission" });
    const news = inputs({ metadata: "submission", select: { infId: ["*.inf"] } });
    assert.deepEqual(diff(shippingLabel, "1/2/3", olds, news), {});
  });

  for (const unknown of [UNKNOWN, { metadata: UNKNOWN }, { metadata: { BundleInfoMap: UNKNOWN } }]) {
    it(`is not judged while that is not known yet: ${JSON.stringify(unknown).slice(0, 30)}`, () => {
      assert.deepEqual(failures(unknown), []);
    });
  }

  it("is not judged while a pattern is not known yet", () => {
    assert.deepEqual(failures({ metadata, select: { infId: UNKNOWN } }), []);
    assert.deepEqual(failures({ metadata, select: { infId: ["foo.inf", UNKNOWN] } }), []);
  });

  const wrong: [what: string, property: string, from: unknown, words: RegExp][] = [
    ["metadata that is none", "metadata", { metadata: "mine" }, /getDriverMetadata gives, or "submission"/],
    ["no metadata", "metadata", {}, /getDriverMetadata gives/],
    [
      "half a file",
      "metadata.BundleInfoMap.a.InfInfoMap",
      { metadata: { BundleInfoMap: { a: {} } } },
      /getDriverMetadata gives/,
    ],
    ["a pattern of nothing", "select.infId", { metadata, select: { infId: "" } }, /a pattern such as/],
    ["a pattern for nothing", "select.inf", { metadata, select: { inf: "*" } }, /patterns for infId/],
    [
      "what matches nothing, and tells what there is",
      "select",
      { metadata, select: { infId: "bar*" } },
      /match something \(the metadata has infId foo\.inf, foo_component\.inf; operatingSystemCode/,
    ],
  ];
  for (const [what, property, from, words] of wrong) {
    it(`explains ${what}`, () => {
      const found = failures(from).find((one) => one.property === `targeting.hardwareIdsFrom.${property}`);
      assert.match(found?.reason ?? "no failure", words);
    });
  }

  it("says that it names its hardware ids twice", () => {
    const [failure] = failures({ metadata }, { hardwareIds: SAMPLES.ShippingLabel.targeting.hardwareIds });
    assert.match(failure?.reason ?? "", /either hardwareIds or hardwareIdsFrom, not both/);
  });
});
