import assert from "node:assert/strict";
import {
  brokenBy,
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import {
  driverMetadata,
  hardwareIdsIn,
  readDriverMetadata,
} from "../../../../provider/api/endpoints/driver-metadata";
import { TransferError } from "../../../../provider/api/errors/transfer-error";

const link = `${ENDPOINT}/container/driverMetadata?sig=hush`;
const device = { Manufacturer: "M", DeviceDescription: "D", FeatureScore: null };
const file = {
  BundleInfoMap: {
    amd64: {
      Locales: ["English"],
      InfInfoMap: {
        "foo.inf": {
          DriverDate: "2026-01-05T00:00:00",
          ExtensionId: null,
          OSPnPInfoMap: { WINDOWS_v100_X64_RS3_FULL: { "pci\\ven_1": device, "pci\\ven_2": device } },
        },
      },
    },
  },
};

function read(answer: ScriptedAnswer) {
  // As often as it is asked.
  const { network, sent } = scriptedService(...Array.from({ length: 5 }, () => answer));
  return { sent, metadata: readDriverMetadata({ network, clock: standingClock() }, async () => link) };
}

describe("the driver metadata of a submission", () => {
  it("is read from the very link, without a token", async () => {
    const { metadata, sent } = read({ status: 200, body: file });
    await metadata;
    assert.equal(sent[0]?.path, "/container/driverMetadata?sig=hush");
    assert.equal(sent[0]?.headers?.authorization, undefined);
  });

  it("is known by the names of the file, with what is null left out", async () => {
    const { BundleInfoMap } = await read({ status: 200, body: file }).metadata;
    const inf = BundleInfoMap.amd64?.InfInfoMap["foo.inf"];
    assert.deepEqual([inf?.DriverDate, inf?.ExtensionId], ["2026-01-05T00:00:00", undefined]);
  });

  it("may begin with a byte order mark", async () => {
    const body = `\uFEFF${JSON.stringify(file)}`;
    assert.equal(hardwareIdsIn(await read({ status: 200, body }).metadata).length, 2);
  });

  it("gives every combination that can be targeted", () => {
    assert.deepEqual(
      hardwareIdsIn(file).map(({ bundleId, infId, operatingSystemCode, pnpString }) =>
        [bundleId, infId, operatingSystemCode, pnpString].join(" "),
      ),
      [
        "amd64 foo.inf WINDOWS_v100_X64_RS3_FULL pci\\ven_1",
        "amd64 foo.inf WINDOWS_v100_X64_RS3_FULL pci\\ven_2",
      ],
    );
  });

  const failures: [what: string, answer: ScriptedAnswer, words: RegExp][] = [
    [
      "the store refuses",
      { status: 403, body: "<Error>sig=hush</Error>" },
      /refused the driver metadata with 403/,
    ],
    ["the connection breaks", brokenBy("ECONNRESET"), /could not be reached \(ECONNRESET\)/],
    ["it is cut short", { status: 200, body: '{"BundleInfoMap":' }, /is not whole JSON/],
    [
      "it is something else",
      { status: 200, body: { BundleInfoMap: { amd64: {} } } },
      /not what the API documents, at BundleInfoMap\.amd64\.InfInfoMap/,
    ],
  ];
  for (const [what, answer, words] of failures) {
    it(`cannot be had when ${what}, which is said without the link`, async () => {
      const failure = await failureOf(read(answer).metadata);
      assert.ok(failure instanceof TransferError);
      assert.match(failure.message, words);
      assert.doesNotMatch(failure.message, /hush/);
    });
  }

  it("gives every device of it, whatever else in it is null or odd", () => {
    const devices = { "pci\\ven_1": null, "usb\\vid_1": "odd", "acpi\\a": [], "hid\\b": { Manufacturer: 7 } };
    const inf = {
      OSPnPInfoMap: { ...Object.fromEntries([["WINDOWS_A", devices]]), WINDOWS_B: null, WINDOWS_C: [] },
    };
    const bundle = { Locales: "English", InfInfoMap: { "a.inf": inf, "b.inf": null, "c.inf": "odd" } };
    const read = driverMetadata.parse({ BundleInfoMap: { amd64: bundle, x86: null, arm64: 5, arm: [] } });
    assert.deepEqual(
      hardwareIdsIn(read).map(({ bundleId, infId, operatingSystemCode, pnpString }) =>
        [bundleId, infId, operatingSystemCode, pnpString].join(" "),
      ),
      Object.keys(devices).map((id) => `amd64 a.inf WINDOWS_A ${id}`),
    );
    assert.deepEqual(read.BundleInfoMap.amd64?.Locales, ["English"]);
    assert.deepEqual(read.BundleInfoMap.amd64?.InfInfoMap["a.inf"]?.OSPnPInfoMap.WINDOWS_A?.["hid\\b"], {
      Manufacturer: "7",
    });
  });

  it("is known by texts and lists alone", () => {
    const infOf = (inf: object) =>
      driverMetadata.parse({
        BundleInfoMap: { amd64: { InfInfoMap: { "a.inf": { OSPnPInfoMap: {}, ...inf } } } },
      }).BundleInfoMap.amd64?.InfInfoMap["a.inf"];
    const read = infOf({ DriverVersion: 7, InfClass: {}, InstallationComputerHardwareIds: ["a"] });
    assert.deepEqual([read?.DriverVersion, read?.InfClass], ["7", undefined]);
    assert.deepEqual(read?.InstallationComputerHardwareIds, ["a"]);
    assert.equal(infOf({ InstallationComputerHardwareIds: "a" })?.InstallationComputerHardwareIds, undefined);
  });

  it("gives none where there is none", () => {
    assert.deepEqual(hardwareIdsIn(driverMetadata.parse({ BundleInfoMap: null })), []);
    for (const odd of [undefined, "odd", 5]) {
      assert.equal(driverMetadata.safeParse({ BundleInfoMap: odd }).success, false);
    }
  });
});
