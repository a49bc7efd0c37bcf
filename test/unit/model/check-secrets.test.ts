import assert from "node:assert/strict";
import { type Kind, SAMPLES } from "../../../harness/sample-inputs";
import { lifecycles } from "../../../provider/lifecycles/registry";
import { asPulumiPrints, type Checked, check } from "../../../provider/model/check";
import { rememberSecretInput, safeToShow } from "../../../provider/model/secret-texts";

function failuresOf(kind: Kind, change: object, secrets: readonly string[] = []): Checked["failures"] {
  const lifecycle = lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
  return check(lifecycle, { ...SAMPLES[kind], ...change }, undefined, {}, secrets).failures;
}

const { targeting } = SAMPLES.ShippingLabel;
const device = { "PCI\\VEN_HUSH&DEV_0001": {} };
const infs = { "a (1).inf": { OSPnPInfoMap: { WINDOWS_v100_X64_RS3_FULL: device } } };
const metadata = { BundleInfoMap: { "0": { InfInfoMap: infs } } };
const hidden = "got a value that is not shown";

describe("check: a secret", () => {
  it("is cut out of a message where it stands alone, and not out of a longer word", () => {
    rememberSecretInput("nightly");
    assert.equal(safeToShow("nightly, nightlybuild and knightly."), "…, nightlybuild and knightly.");
  });

  it("is a number, too, but neither a flag nor nothing", () => {
    rememberSecretInput([73519, true, false, null]);
    assert.equal(
      safeToShow("73519 of 735190 is true, and null false."),
      "… of 735190 is true, and null false.",
    );
  });

  it("is not named to the engine, which would print it, nor is what is near it", () => {
    assert.deepEqual(failuresOf("ReportTemplate", { view: "IHVDrivers", limit: -1 }, ["view"]), [
      { property: "", reason: `view: expected one of IHVDriver, OEMDriver; ${hidden}` },
      { property: "limit", reason: "expected a whole number of rows (0 means all), 0 or more; got -1" },
    ]);
  });

  const near: [what: string, kind: Kind, change: Record<string, unknown>, reason: string][] = [
    [
      "what it is called in the other view",
      "ReportTemplate",
      { projection: ["Model"], condition: undefined, aggregation: undefined, orderby: undefined },
      "projection[0]: expected a column of the IHVDriver view",
    ],
    [
      "the other end of its range",
      "ShippingLabel",
      { targeting: { ...targeting, inServicePublishInfo: { flooring: "RS4", ceiling: "RS1" } } },
      "targeting.inServicePublishInfo.ceiling: expected no less than the flooring",
    ],
    [
      "what could be selected of it",
      "ShippingLabel",
      { targeting: { hardwareIdsFrom: { metadata, select: { infId: "b.inf" } } } },
      "targeting.hardwareIdsFrom.select: expected patterns that match something",
    ],
  ];
  for (const [what, kind, change, reason] of near) {
    it(`is not betrayed by ${what}`, () => {
      assert.deepEqual(failuresOf(kind, change, Object.keys(change)), [
        { property: "", reason: `${reason}; ${hidden}` },
      ]);
    });
  }

  it("may stand under a name that is misspelt", () => {
    assert.deepEqual(failuresOf("ReportSchedule", { callbackUri: "https://a.example/?key=HUSH" }), [
      { property: "", reason: `callbackUri: expected no property of this name; ${hidden}` },
    ]);
  });

  it("is what its kind says it is, and no other property", () => {
    const failures = failuresOf("ReportSchedule", { callbackUrl: "HUSH", recurrence: 0, paused: "no" });
    assert.deepEqual(
      failures.map(({ property, reason }) => [property, reason.split("; ").at(-1)]),
      [
        ["recurrence", "got 0"],
        ["", hidden],
        ["paused", 'got "no"'],
      ],
    );
    assert.match(failures[1]?.reason ?? "", /^callbackUrl: expected /);
  });

  it("cannot be meant where no property of the kind is one", () => {
    const [failure] = failuresOf("Product", { colour: "red" });
    assert.equal(failure?.property, "colour");
    assert.match(failure?.reason ?? "", /; got "red"$/);
  });

  it("is cut out of what is said of others, however deep it stands, and as a key", () => {
    rememberSecretInput({ condition: [null, { value: "Code name Etna", rows: 7, "PCI\\VEN_HUSH": {} }] });
    const reason = "expected another condition than that of Code name Etna for pci\\ven_hush; got 7";
    assert.deepEqual(asPulumiPrints({ property: "limit", reason }, { limit: 7 }), {
      property: "limit",
      reason: "expected another condition than that of … for …; got 7",
    });
  });
});

describe("a failure as Pulumi prints it", () => {
  const printed = (value: unknown) =>
    asPulumiPrints({ property: "limit", reason: "got it" }, { limit: value });

  for (const value of ["many", 7, true]) {
    it(`leaves ${JSON.stringify(value)} to the engine`, () => {
      assert.deepEqual(printed(value), { property: "limit", reason: "got it" });
    });
  }

  for (const value of [undefined, null, {}, [1]]) {
    it(`names the property itself where it is ${JSON.stringify(value)}, of which the engine prints nothing`, () => {
      assert.deepEqual(printed(value), { property: "", reason: "limit: got it" });
    });
  }

  it("has no property where there is none", () => {
    const failure = { property: "", reason: "view: it is not shown" };
    assert.deepEqual(asPulumiPrints(failure, {}), failure);
  });
});
