import assert from "node:assert/strict";
import { SAMPLES } from "../../../../harness/sample-inputs";
import { product } from "../../../../provider/lifecycles/product/product";
import { check } from "../../../../provider/model/check";
import { diff } from "../../../../provider/model/diff";

const sample = SAMPLES.Product;

function failuresOf(change: object): Record<string, string> {
  const { failures } = check(product, { ...sample, ...change });
  return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}

function compared(change: object) {
  return diff(
    product,
    "1",
    { ...sample, isCommitted: false, sharedProductId: "2" },
    { ...sample, ...change },
  );
}

describe("a product in check", () => {
  it("is right with everything that can be declared", () => {
    assert.deepEqual(check(product, sample), { inputs: sample, failures: [] });
  });

  it("is right in any case of its enumerations", () => {
    const spelled = { ...sample, testHarness: "Attestation", deviceType: "InternalExternal" };
    assert.deepEqual(check(product, spelled).failures, []);
  });

  it("is right with an operating system that nobody has heard of yet", () => {
    const later = {
      requestedSignatures: ["WINDOWS_v100_X64_29H1_FULL"],
      selectedProductTypes: { windows_v100_29H1: "NFC" },
    };
    assert.deepEqual(failuresOf(later), {});
  });

  const cases: [what: string, path: string, change: object, words: RegExp][] = [
    [
      "a harness that does not exist",
      "testHarness",
      { testHarness: "hlx" },
      /expected one of hlk, hck, attestation, notset/,
    ],
    [
      "a signature that is no code",
      "requestedSignatures[0]",
      { requestedSignatures: ["Linux"] },
      /such as WINDOWS_v100_X64_RS3_FULL; got "Linux"/,
    ],
    [
      "a family that is none",
      "selectedProductTypes.linux",
      { selectedProductTypes: { linux: "NFC" } },
      /by operating system family/,
    ],
    ["metadata that is no GUID", "deviceMetadataIds[0]", { deviceMetadataIds: ["x"] }, /expected a GUID/],
    ["a date that is none", "announcementDate", { announcementDate: "soon" }, /ISO 8601/],
    ["a name of blanks", "productName", { productName: "  " }, /a text that is not empty/],
    [
      "attributes of two kinds",
      "additionalAttributes",
      { additionalAttributes: { svvp: { guestOs: "x" }, raidController: { isSES: true } } },
      /only one of/,
    ],
    [
      "a stranger among attributes",
      "additionalAttributes.svvp.colour",
      { additionalAttributes: { svvp: { colour: "red" } } },
      /expected only/,
    ],
  ];
  for (const [what, path, change, words] of cases) {
    it(`explains ${what}`, () => assert.match(failuresOf(change)[path] ?? "no failure", words));
  }

  const demands: [kind: string, flag: string, demanded: string[]][] = [
    ["storageController", "usedProprietary", ["proprietaryName", "proprietaryVersion"]],
    ["storageController", "usedMicrosoft", ["microsoftName", "microsoftVersion"]],
    ["storageController", "usedBetterBoot", ["uefiVersion", "acpiVersion"]],
    ["raidController", "usedProprietary", ["proprietaryName", "proprietaryVersion"]],
    ["raidController", "usedMicrosoft", ["microsoftName", "microsoftVersion"]],
  ];
  for (const [kind, flag, demanded] of demands) {
    it(`asks a ${kind} with ${flag} for ${demanded.join(" and ")}`, () => {
      const failures = failuresOf({ additionalAttributes: { [kind]: { [flag]: true } } });
      assert.deepEqual(
        Object.keys(failures),
        demanded.map((name) => `additionalAttributes.${kind}.${name}`),
      );
    });
  }
});

describe("a product in diff", () => {
  const unchanged: [what: string, change: object][] = [
    ["the case of enumerations", { testHarness: "HLK", deviceType: "Internal" }],
    ["the order of signatures", { requestedSignatures: [...sample.requestedSignatures].reverse() }],
    ["the case of a family", { selectedProductTypes: { Windows_v100_RS3: "unclassified" } }],
    ["another writing of the same moment", { announcementDate: "2026-12-01T01:00:00+01:00" }],
    ["flags that are false by default", { isTestSign: undefined, isFlightSign: undefined }],
    [
      "attributes that are false by default",
      { additionalAttributes: { storageController: { firmwareVersion: "7" } } },
    ],
  ];
  for (const [what, change] of unchanged) {
    it(`takes ${what} for no change`, () => assert.deepEqual(compared(change), { changes: false }));
  }

  const inPlace = {
    productName: "Etna",
    marketingNames: ["Volcano Pro", "Volcano"],
    announcementDate: "2027-01-01T00:00:00Z",
  };
  for (const [name, value] of Object.entries(inPlace)) {
    it(`updates ${name} in place`, () => assert.deepEqual(compared({ [name]: value }), {}));
  }

  const replacing = {
    testHarness: "hck",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS4: "Unclassified" },
    deviceType: "external",
    deviceMetadataIds: [],
    deviceMetadataCategory: "Audio",
    packageType: "Driver",
    firmwareVersion: "1.3",
    isTestSign: true,
    isFlightSign: true,
    additionalAttributes: { storageController: { firmwareVersion: "8" } },
  };
  for (const [name, value] of Object.entries(replacing)) {
    it(`asks for a replacement when ${name} changes`, () => {
      assert.deepEqual(compared({ [name]: value }), { replaces: [name] });
    });
  }

  it("says of every property whether a change replaces", () => {
    assert.deepEqual(
      Object.keys({ ...inPlace, ...replacing }).sort(),
      Object.keys(product.properties).sort(),
    );
  });

  it("asks for a replacement when another one is to be imported", () => {
    assert.deepEqual(compared({ adoptId: "99" }), { replaces: ["adoptId"] });
  });

  it("takes the import of the one that it is for no change", () => {
    assert.deepEqual(compared({ adoptId: "1" }), { changes: false });
  });
});
