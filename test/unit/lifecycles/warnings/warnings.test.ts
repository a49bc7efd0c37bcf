import assert from "node:assert/strict";
import { type Kind, SAMPLES } from "../../../../harness/sample-inputs";
import type { Seen, Values } from "../../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../../provider/lifecycles/registry";
import { blockOutAt, reopened } from "../../../../provider/lifecycles/shipping-label/block-outs";
import { whyReviewed } from "../../../../provider/lifecycles/shipping-label/reviewed-hardware-ids";
import { warningsOf } from "../../../../provider/model/warnings";

const urn = "urn:pulumi:dev::driver::pulumi-nodejs:dynamic/devcenter:Kind::mine";

function seeing(objects: Readonly<Record<string, Record<string, Values>>>): Seen {
  return (kind) => new Map(Object.entries(objects[kind] ?? {}));
}

/** What is said of the sample of a kind with a change; `olds` where it exists. */
function said(kind: Kind, change: Values, { olds = {} as Values, seen = seeing({}) } = {}): string[] {
  const lifecycle = lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
  return warningsOf(lifecycle, olds, { ...SAMPLES[kind], ...change, resourceUrn: urn }, seen);
}

describe("what is unwise: a product", () => {
  const attested = { testHarness: "Attestation", selectedProductTypes: { windows_v100_RS3: "Keyboard" } };
  const message =
    "warning: product mine: testHarness: an attestation product takes no derived submission, and Windows Update offers its drivers to test audiences only. For a retail release certify the driver by the HLK (testHarness hlk).";

  it("is attested", () => assert.deepEqual(said("Product", attested), [message]));

  it("is attested, and changes", () => {
    const olds = { ...SAMPLES.Product, testHarness: "hlk" };
    assert.deepEqual(said("Product", attested, { olds }), [message]);
  });

  it("is left alone where nothing of it changes, or while it is imported", () => {
    const olds = { ...SAMPLES.Product, ...attested };
    assert.deepEqual(said("Product", { ...attested, productName: "other" }, { olds }), []);
    assert.deepEqual(said("Product", { ...attested, adoptId: "15" }), []);
  });

  it("is test-signed", () => {
    assert.deepEqual(said("Product", { isTestSign: true, selectedProductTypes: {} }), [
      "warning: product mine: isTestSign: a test-signed product takes no derived submission, and its drivers load only where test signing is on. For a release declare a Product without isTestSign.",
    ]);
  });

  it("has no type", () => {
    assert.deepEqual(said("Product", { selectedProductTypes: { windows_v100_RS3: "Unclassified" } }), [
      "warning: product mine: selectedProductTypes.windows_v100_RS3: Microsoft reviews labels of an Unclassified product before it publishes them, which takes longer. Name the type of the device, where there is one.",
    ]);
  });
});

describe("what is unwise: a derived submission", () => {
  const { productId } = SAMPLES.Submission;
  const cases: [of: string, seen: Seen][] = [
    ["an attestation", seeing({ Product: { [productId]: { testHarness: "attestation" } } })],
    ["a test-signed", seeing({ Product: { [productId]: { testHarness: "hlk", isTestSign: true } } })],
    ["an extension", seeing({ Submission: { [`${productId}/1`]: { isExtensionInf: true } } })],
  ];
  for (const [of, seen] of cases) {
    it(`is of ${of} product`, () => {
      assert.deepEqual(said("Submission", { type: "derived" }, { seen }), [
        `warning: submission mine: type: Dev Center takes no derived submission of ${of} product. Declare a new Product, and an initial Submission of it.`,
      ]);
      assert.deepEqual(said("Submission", { type: "initial" }, { seen }), []);
    });
  }

  it("is of another product", () => {
    assert.deepEqual(said("Submission", { type: "derived" }), []);
  });

  it("would come after the initial one of an attestation product, of which the advice is a new Product (row 11)", () => {
    const [, seen] = cases[0] ?? assert.fail();
    const olds = {
      ...SAMPLES.Submission,
      type: "initial",
      packageSha256: "1",
      commitStatus: "commitComplete",
    };
    const news = { ...olds, packageSha256: "2" };
    assert.equal(
      lifecycles.Submission?.forbiddenChange?.(olds, news, ["packageSha256"], seen),
      "its package has changed, but it is committed, and a product has one initial submission only. Put the old package back here. Attestation, test-signed and extension products take no derived submission: declare a new Product, with a Submission of type initial, for this package.",
    );
  });
});

describe("what is unwise: a label", () => {
  const { targeting, publishingSpecifications, productId } = SAMPLES.ShippingLabel;
  const seen = seeing({ Product: { [productId]: { testHarness: "attestation" } } });
  const [id] = targeting.hardwareIds;
  const open = { hardwareIds: targeting.hardwareIds };

  it("offers an attested driver to everybody", () => {
    assert.deepEqual(said("ShippingLabel", { targeting: open }, { seen }), [
      "warning: shipping label mine: targeting.restrictedToAudiences: Windows Update offers the drivers of an attestation product to test audiences only, and this label names none. Name an audience, or certify the driver by the HLK in a new Product.",
    ]);
    const restrictedToAudiences = ["00000000-0000-4000-8000-000000000001"];
    assert.deepEqual(said("ShippingLabel", { targeting: { ...open, restrictedToAudiences } }, { seen }), []);
    assert.deepEqual(said("ShippingLabel", { targeting: open, destination: "anotherPartner" }, { seen }), []);
  });

  const automatic = { ...publishingSpecifications, isAutoInstallDuringOSUpgrade: true };
  const dates: [goLiveDate: string, days: string | undefined, next?: string][] = [
    [
      "2026-03-10T12:00:00Z",
      "from 2026-03-09 to 2026-03-11, because of the monthly security release of Windows",
      "2026-03-12",
    ],
    ["2026-12-20T12:00:00Z", "from 2026-12-18 to 2027-01-01, because of the winter holidays", "2027-01-02"],
    ["2026-05-25T00:00:00Z", "from 2026-05-23 to 2026-05-25, because of a US holiday", "2026-05-26"],
    ["2026-03-12T00:00:00Z", undefined],
  ];
  for (const [goLiveDate, days, next] of dates) {
    it(`goes live by itself at ${goLiveDate}`, () => {
      const expected =
        days === undefined
          ? []
          : [
              `warning: shipping label mine: publishingSpecifications.goLiveDate: Microsoft releases no automatic driver ${days}. Choose ${next} or later.`,
            ];
      const specifications = { ...automatic, goLiveDate };
      assert.deepEqual(said("ShippingLabel", { publishingSpecifications: specifications }), expected);
    });
  }

  it("goes live by hand on such a day", () => {
    const byHand = { goLiveDate: "2026-03-10T12:00:00Z", manualAcquisition: true };
    assert.deepEqual(said("ShippingLabel", { publishingSpecifications: byHand }), []);
  });

  it("targets hardware ids that Microsoft reviews", () => {
    const pci = { ...id, pnpString: "pci\\ven_8086&dev_1234" };
    const itanium = { ...id, operatingSystemCode: "WINDOWS_v60_IA64_FULL" };
    assert.deepEqual(said("ShippingLabel", { targeting: { hardwareIds: [id, pci, itanium] } }), [
      "warning: shipping label mine: targeting.hardwareIds[1]: pci\\ven_8086&dev_1234 has two parts (and 1 more). Microsoft reviews such a label before it publishes it, which takes longer. Target a hardware id with vendor, device and subsystem.",
    ]);
  });

  it("says nothing of what is not known yet", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const whole = { targeting: unknown, publishingSpecifications: unknown, productId: unknown };
    assert.deepEqual(said("ShippingLabel", whole, { seen }), []);
    assert.deepEqual(
      said("ShippingLabel", { targeting: { hardwareIds: [unknown] }, productId: unknown }),
      [],
    );
  });
});

describe("the hardware ids that Microsoft reviews", () => {
  const cases: [pnpString: string, why: string | undefined][] = [
    ["PCI\\VEN_8086&DEV_1234", "has two parts"],
    ["PCI\\VEN_8086", "has two parts"],
    ["PCI\\VEN_8086&DEV_1234&SUBSYS_12345678", undefined],
    ["PCI\\VEN_FFFF&DEV_1234&SUBSYS_12345678", "has no vendor of its own"],
    ["PCI\\VEN_8086&CC_0300", "names a class of devices"],
    ["PCI\\CC_0300", "names a class of devices"],
    ["USB\\Class_03", "names a class of devices"],
    ["USB\\VID_045E", "names no product"],
    ["USB\\VID_045E&PID_0001", undefined],
    ["HDAUDIO\\FUNC_01&VEN_10EC&DEV_0295", "has two parts"],
    ["HDAUDIO\\FUNC_01&VEN_10EC&DEV_0295&SUBSYS_10280001", undefined],
    ["ACPI\\PNP0C0A", "is a generic PNP id"],
    ["ACPI\\CNTS0001", undefined],
    ["*PNP0501", "is a generic PNP id"],
    ["ContosoDevice", "names no bus"],
    ["Root\\circlass", "is reserved"],
    ["Root\\Contoso", undefined],
    ["DISPLAY\\CNT0001", "has a generic start"],
    ["BTHENUM\\{0000110b-0000-1000-8000-00805f9b34fb}", "names a service, and neither vendor nor product"],
    ["SWC\\ContosoDchu", undefined],
  ];
  for (const [pnpString, why] of cases) {
    it(`${why === undefined ? "are not" : "are"} ${pnpString}`, () =>
      assert.equal(whyReviewed(pnpString), why));
  }
});

describe("the days on which nothing is released", () => {
  it("hold the second Tuesday of any month, and the days around it", () => {
    assert.equal(blockOutAt("2027-06-07T23:00:00Z")?.from, "2027-06-07");
    assert.equal(blockOutAt("2027-06-06T23:00:00Z"), undefined);
    assert.equal(blockOutAt("2027-06-10T00:00:00Z"), undefined);
  });

  // The blue and green boxes of "2025 Driver Release Calendar", on Microsoft's page of the driver release cadence.
  const published2025: [month: number, days: number[]][] = [
    [1, [1, 13, 14, 15, 18, 19, 20]],
    [2, [10, 11, 12, 15, 16, 17]],
    [3, [10, 11, 12]],
    [4, [7, 8, 9]],
    [5, [12, 13, 14, 24, 25, 26]],
    [6, [9, 10, 11]],
    [7, [4, 5, 6, 7, 8, 9]],
    [8, [11, 12, 13, 30, 31]],
    [9, [1, 8, 9, 10]],
    [10, [13, 14, 15]],
    [11, [10, 11, 12, 27, 28, 29, 30]],
    [12, [8, 9, 10, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]],
  ];
  for (const [month, days] of published2025) {
    it(`are those of Microsoft's calendar of 2025, month ${month}`, () => {
      const all = Array.from({ length: new Date(2025, month, 0).getDate() }, (_, index) => index + 1);
      const of = (day: number) => blockOutAt(new Date(Date.UTC(2025, month - 1, day, 12)).toISOString());
      assert.deepEqual(
        all.filter((day) => of(day) !== undefined),
        days,
      );
    });
  }

  it("hold the weekday on which a holiday of a weekend is observed", () => {
    const daysOf = (moment: string) => {
      const { from, to } = blockOutAt(moment) ?? assert.fail(moment);
      return [from, to];
    };
    assert.deepEqual(daysOf("2026-07-04"), ["2026-07-03", "2026-07-05"]);
    assert.deepEqual(daysOf("2027-07-04"), ["2027-07-03", "2027-07-05"]);
    assert.deepEqual(daysOf("2028-07-04"), ["2028-07-04", "2028-07-04"]);
  });

  it("end after those that follow at once", () => {
    assert.equal(reopened(blockOutAt("2025-07-04") ?? assert.fail()), "2025-07-10");
  });

  it("are none of what is no date", () => assert.equal(blockOutAt("soon"), undefined));
});
