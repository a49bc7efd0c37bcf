import type { DriverMetadata, HardwareId } from "devcenter-emulator";

/** Every combination in a metadata file, read as a client reads it. */
export function combinationsOf({ BundleInfoMap }: DriverMetadata): HardwareId[] {
  const found: HardwareId[] = [];
  for (const [bundleId, { InfInfoMap }] of Object.entries(BundleInfoMap)) {
    for (const [infId, { OSPnPInfoMap }] of Object.entries(InfInfoMap)) {
      for (const [operatingSystemCode, devices] of Object.entries(OSPnPInfoMap)) {
        for (const pnpString of Object.keys(devices)) {
          found.push({ bundleId, infId, operatingSystemCode, pnpString });
        }
      }
    }
  }
  return found;
}
