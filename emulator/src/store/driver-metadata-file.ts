/** A combination a label can target. */
export interface HardwareId {
  bundleId: string;
  infId: string;
  operatingSystemCode: string;
  pnpString: string;
}

/** What the metadata file says of a device. */
export interface DeviceMetadata {
  Manufacturer: string;
  DeviceDescription: string;
  FeatureScore: string | null;
}

/** What the metadata file says of an INF. */
export interface InfMetadata {
  DriverPackageFamilyId: string;
  InfClass: string;
  DriverVersion: string;
  DriverDate: string;
  ExtensionId: string | null;
  Provider: string;
  ClassGuid: string;
  InstallationComputerHardwareIds: string[];
  /** By operating system code, then by PnP id. */
  OSPnPInfoMap: Record<string, Record<string, DeviceMetadata>>;
}

/** What the metadata file says of a bundle: its INFs by name. */
export interface BundleMetadata {
  Locales: string[];
  InfInfoMap: Record<string, InfMetadata>;
}

/** The driver metadata file of a submission. */
export interface DriverMetadata {
  /** By bundle id. */
  BundleInfoMap: Record<string, BundleMetadata>;
}
