import { createHash } from "node:crypto";
import type {
  BundleMetadata,
  DeviceMetadata,
  DriverMetadata,
  HardwareId,
  InfMetadata,
} from "../store/driver-metadata-file";
import type { Product, Submission } from "../store/entities";

const provider = "Emulated Devices";
const pnpIdsOfInf = 2;

function digest(seed: string): string {
  return createHash("sha256").update(seed).digest("hex");
}

function guidFor(seed: string): string {
  const hex = digest(seed);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

function architectureOf(operatingSystemCode: string): string {
  const architecture = /_(X64|ARM64|ARM|IA64)(?=_|$)/i.exec(operatingSystemCode)?.[1]?.toLowerCase();
  return architecture === "x64" ? "amd64" : (architecture ?? "x86");
}

function nameFor({ productName }: Product): string {
  const slug = productName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return slug.replaceAll(/^_+|_+$/g, "").slice(0, 40) || "driver";
}

function devicesOf(infName: string, productName: string): Record<string, DeviceMetadata> {
  const vendor = digest("vendor").slice(0, 4);
  const devices = Array.from({ length: pnpIdsOfInf }, (_, index) => {
    const device = digest(`${infName} ${index}`).slice(0, 4);
    const description = `${productName} ${index + 1}`;
    const metadata = { Manufacturer: provider, DeviceDescription: description, FeatureScore: null };
    return [`pci\\ven_${vendor}&dev_${device}`, metadata] as const;
  });
  return Object.fromEntries(devices);
}

function infOf(infName: string, product: Product, codes: readonly string[], extends_: boolean): InfMetadata {
  return {
    DriverPackageFamilyId: `${provider}-${infName}`,
    InfClass: extends_ ? "Extension" : "Net",
    DriverVersion: "1.0.0.1",
    DriverDate: "2026-01-05T00:00:00",
    ExtensionId: extends_ ? guidFor(`extension ${infName}`) : null,
    Provider: provider,
    ClassGuid: extends_ ? "{e2f84ce7-8efa-411c-aa69-97454ca4cb57}" : "{4d36e972-e325-11ce-bfc1-08002be10318}",
    InstallationComputerHardwareIds: [guidFor(`computer ${infName}`)],
    OSPnPInfoMap: Object.fromEntries(codes.map((code) => [code, devicesOf(infName, product.productName)])),
  };
}

/** The bundle of a submission for one architecture: its id is the same each time it is asked for. */
function bundleOf(product: Product, submission: Submission, architecture: string) {
  const codes = product.requestedSignatures.filter((code) => architectureOf(code) === architecture);
  const isExtension = submission.isExtensionInf ?? product.isExtensionInf ?? false;
  const names = [`${nameFor(product)}.inf`, `${nameFor(product)}_component.inf`];
  const infs = names.map((name) => [name, infOf(name, product, codes, isExtension)] as const);
  // A shared submission has the bundles of its source.
  const id = guidFor(`bundle ${submission.sourceSubmissionId ?? submission.id} ${architecture}`);
  const bundle: BundleMetadata = { Locales: ["English"], InfInfoMap: Object.fromEntries(infs) };
  return [id, bundle] as const;
}

/** The metadata of a submission: made up from its product, and the same each time it is asked for. */
export function driverMetadataOf(product: Product, submission: Submission): DriverMetadata {
  const architectures = [...new Set(product.requestedSignatures.map(architectureOf))];
  const bundles = architectures.map((architecture) => bundleOf(product, submission, architecture));
  return submission.driverMetadata ?? { BundleInfoMap: Object.fromEntries(bundles) };
}

/** Every combination of a metadata file. */
export function combinationsOf({ BundleInfoMap }: DriverMetadata): HardwareId[] {
  return Object.entries(BundleInfoMap).flatMap(([bundleId, { InfInfoMap }]) =>
    Object.entries(InfInfoMap).flatMap(([infId, { OSPnPInfoMap }]) =>
      Object.entries(OSPnPInfoMap).flatMap(([operatingSystemCode, devices]) =>
        Object.keys(devices).map((pnpString) => ({ bundleId, infId, operatingSystemCode, pnpString })),
      ),
    ),
  );
}
