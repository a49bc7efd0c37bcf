/** What the metadata says of one device. */
export interface DeviceMetadata {
  readonly Manufacturer?: string | undefined;
  readonly DeviceDescription?: string | undefined;
  readonly FeatureScore?: string | undefined;
  /** The newest operating system that the device is offered this driver on, where its metadata says so. */
  readonly CeilingOsCode?: string | undefined;
}

/** What the metadata says of one INF. */
export interface InfMetadata {
  readonly DriverPackageFamilyId?: string | undefined;
  readonly InfClass?: string | undefined;
  readonly DriverVersion?: string | undefined;
  readonly DriverDate?: string | undefined;
  readonly ExtensionId?: string | undefined;
  readonly Provider?: string | undefined;
  readonly ClassGuid?: string | undefined;
  /** Devices by PnP id, by operating system code. */
  readonly OSPnPInfoMap: Readonly<
    Record<string, Readonly<Record<string, DeviceMetadata | null | undefined>>>
  >;
}

/** What the metadata says of one bundle: as a rule, one architecture. */
export interface BundleMetadata {
  readonly Locales?: readonly string[] | null | undefined;
  /** INFs by file name. */
  readonly InfInfoMap: Readonly<Record<string, InfMetadata>>;
}

/**
 * The driver metadata file of a submission, in its own names. Every combination of bundle, INF, operating system code
 * and PnP id in it can be targeted by a shipping label, and no other ("Driver package metadata").
 */
export interface DriverMetadata {
  /** Bundles by id. */
  readonly BundleInfoMap: Readonly<Record<string, BundleMetadata>>;
}
