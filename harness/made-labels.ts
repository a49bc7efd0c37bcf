import type { DriverMetadata, HardwareId } from "devcenter-emulator";
import fc from "fast-check";
import { anyText } from "./hostile-texts";

/** A label as somebody made it by hand. */
export interface MadeLabel {
  readonly body: object;
  readonly stage: "running" | "approval" | "published" | "failed" | "cancelled" | "expired" | "takenBack";
  /** It shares with the account itself, which then has a shared product. */
  readonly isReceived: boolean;
}

export const releases = ["TH", "RS1", "RS2", "RS3", "RS4", "RS5", "19H1", "VB", "FE", "CO", "NI"];
const flag = fc.boolean();
const bundles = ["0", "amd64", "3aba7558-10ca-42db-b1d1-57af5718aea3"];
const infs = ["nic.inf", "NicX.inf", "o'neill & sons.inf", "a-very-long-name-of-an-inf-file-of-somebody.inf"];
const devices = [
  "pci\\ven_8086&dev_5a85",
  "PCI\\VEN_8086&DEV_5A86&SUBSYS_00000000",
  "*pnp0c0a",
  "hid\\vid_045e&pid_0001&mi_00",
  "root\\some{thing}?",
];

/** A metadata file: for each system some INFs, each with some devices. */
export function metadataOver(signatures: readonly string[], seed: number): DriverMetadata {
  const codes = signatures.length === 0 ? ["WINDOWS_v100_X64_RS3_FULL"] : signatures;
  const infMap = (count: number) =>
    Object.fromEntries(infs.slice(seed % 2, (seed % 2) + count).map((inf, at) => [inf, infOf(inf, at)]));
  const infOf = (inf: string, at: number) => ({
    DriverPackageFamilyId: inf,
    InfClass: "Net",
    DriverVersion: "1.0.0.1",
    DriverDate: "2026-01-05T00:00:00",
    ExtensionId: null,
    Provider: "Contoso",
    ClassGuid: "{4d36e972-e325-11ce-bfc1-08002be10318}",
    InstallationComputerHardwareIds: [],
    OSPnPInfoMap: Object.fromEntries(
      codes.map((code) => [code, devicesOf(1 + ((seed + at) % devices.length))]),
    ),
  });
  const devicesOf = (count: number) =>
    Object.fromEntries(
      devices
        .slice(0, count)
        .map((device) => [device, { Manufacturer: "C", DeviceDescription: "D", FeatureScore: null }]),
    );
  const map = Object.fromEntries(
    bundles
      .slice(seed % 3, (seed % 3) + 1 + (seed % 2))
      .map((id) => [id, { Locales: [], InfInfoMap: infMap(1 + (seed % 3)) }]),
  );
  return { BundleInfoMap: map };
}

/** Every combination of a metadata file. */
export function combinationsOf({ BundleInfoMap }: DriverMetadata): HardwareId[] {
  return Object.entries(BundleInfoMap).flatMap(([bundleId, { InfInfoMap }]) =>
    Object.entries(InfInfoMap).flatMap(([infId, { OSPnPInfoMap }]) =>
      Object.entries(OSPnPInfoMap).flatMap(([operatingSystemCode, found]) =>
        Object.keys(found).map((pnpString) => ({ bundleId, infId, operatingSystemCode, pnpString })),
      ),
    ),
  );
}

const information = fc.record(
  {
    microsoftContact: anyText,
    validationsPerformed: anyText,
    affectedOems: fc.array(anyText, { maxLength: 2 }),
    isRebootRequired: flag,
    isCoEngineered: flag,
    isForUnreleasedHardware: flag,
    hasUiSoftware: flag,
    businessJustification: anyText,
  },
  { requiredKeys: ["businessJustification"] },
);
const sellers = fc.uniqueArray(fc.constantFrom(27691110n, 9223372036854775807n, 9007199254740993n), {
  maxLength: 3,
});

function publishing(mustBeAutomatic: boolean) {
  const shared = {
    goLiveDate: fc.constantFrom("2026-05-01T00:00:00Z", "2030-05-01T10:00:00+02:00"),
    visibleToAccounts: sellers,
    isDisclosureRestricted: flag,
    publishToWindows10s: flag,
  };
  const automatic = fc
    .record({
      isAutoInstallDuringOSUpgrade: flag,
      isAutoInstallOnApplicableSystems: flag,
      additionalInfoForMsApproval: information,
    })
    .map((one) =>
      one.isAutoInstallDuringOSUpgrade ? one : { ...one, isAutoInstallOnApplicableSystems: true },
    );
  const manual = fc.record(
    {
      manualAcquisition: fc.constant(true),
      isAutoInstallDuringOSUpgrade: fc.constant(false),
      additionalInfoForMsApproval: information,
    },
    { requiredKeys: ["manualAcquisition"] },
  );
  return fc
    .tuple(fc.record(shared, { requiredKeys: [] }), mustBeAutomatic ? automatic : fc.oneof(automatic, manual))
    .map(([one, other]) => ({ ...one, ...other }));
}

const range = fc.oneof(
  fc.constant({}),
  fc.tuple(fc.nat(10), fc.nat(10), fc.constantFrom("both", "from", "to")).map(([one, other, ends]) => ({
    inServicePublishInfo: {
      ...(ends !== "to" && { flooring: releases[Math.min(one, other)] }),
      ...(ends !== "from" && { ceiling: releases[Math.max(one, other)] }),
    },
  })),
  fc.constantFrom("NineteenH1", "24H2", "ZN").map((flooring) => ({ inServicePublishInfo: { flooring } })),
  fc
    .record({ flooringBuildNumber: fc.constantFrom(17135, 26100), ceilingBuildNumber: fc.constant(26200) })
    .map((coEngDriverPublishInfo) => ({ coEngDriverPublishInfo })),
);
const chids = fc.uniqueArray(
  fc.constantFrom("346511cf-ccee-5c6d-8ee9-3c70fc7aae83", "812FAC65-9C26-473C-B3A9-1EB3803AC22C"),
  { maxLength: 2 },
);
const audiences = fc.uniqueArray(
  fc.constantFrom("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"),
  { maxLength: 2 },
);

/** What a person picks: everything, what an INF or a system has, what begins alike, or this and that. */
function picked(all: readonly HardwareId[]): fc.Arbitrary<readonly HardwareId[]> {
  const [first] = all;
  const alike = (name: keyof HardwareId) => all.filter((id) => id[name] === first?.[name]);
  return fc.oneof(
    fc.constant(all),
    fc.constant(alike("infId")),
    fc.constant(alike("operatingSystemCode")),
    fc.constant(all.filter(({ pnpString }) => pnpString.toLowerCase().startsWith("pci"))),
    fc.subarray([...all], { minLength: 1 }),
  );
}

function targetingOver(all: readonly HardwareId[], needsIds: boolean) {
  return fc
    .tuple(
      picked(all),
      fc.record({ chids, restrictedToAudiences: audiences }, { requiredKeys: [] }),
      range,
      flag,
    )
    .map(([hardwareIds, { chids: list, ...rest }, ends, hasIds]) => {
      const isOld = hardwareIds.some(
        ({ operatingSystemCode }) => !/^windows_v\d{3}/i.test(operatingSystemCode),
      );
      const isTargeted = needsIds || hasIds;
      return {
        ...(isTargeted && { hardwareIds }),
        ...(list && !(isOld && isTargeted) && { chids: list.map((chid) => ({ chid })) }),
        ...rest,
        ...ends,
      };
    });
}

const toPublish = [
  "running",
  "approval",
  "published",
  "published",
  "failed",
  "cancelled",
  "expired",
  "takenBack",
] as const;

/** The labels of a submission. */
export function madeLabels(
  metadata: DriverMetadata,
  { mustBeAutomatic, isOnlyShared }: { readonly mustBeAutomatic: boolean; readonly isOnlyShared: boolean },
): fc.Arbitrary<MadeLabel[]> {
  const all = combinationsOf(metadata);
  const published = fc
    .record({
      name: anyText,
      destination: fc.constantFrom("windowsUpdate", "WindowsUpdate"),
      publishingSpecifications: publishing(mustBeAutomatic),
      targeting: targetingOver(all, true),
    })
    .chain((body) => fc.constantFrom(...toPublish).map((stage) => ({ body, stage, isReceived: false })));
  const recipient = fc.record(
    {
      receiverPublisherId: fc.constantFrom("27691110", "9223372036854775807", "9007199254740993"),
      enforceChidTargeting: flag,
      blockDuaCreation: flag,
    },
    { requiredKeys: ["receiverPublisherId"] },
  );
  const shared = fc
    .record(
      {
        name: anyText,
        destination: fc.constantFrom("anotherPartner", "AnotherPartner"),
        recipientSpecifications: recipient,
        targeting: targetingOver(all, false),
      },
      { requiredKeys: ["name", "destination", "recipientSpecifications"] },
    )
    .chain((body) =>
      fc
        .constantFrom(...(["running", "published", "failed"] as const))
        .chain((stage) =>
          flag.map((isReceived) => ({ body, stage, isReceived: isReceived && stage === "published" })),
        ),
    );
  return fc.array(isOnlyShared ? shared : fc.oneof({ weight: 3, arbitrary: published }, shared), {
    maxLength: 3,
  });
}
