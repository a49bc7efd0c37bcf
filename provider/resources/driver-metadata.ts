/** What the metadata says of one device. */
export interface DeviceMetadata {
  /** The maker of the device, as the INF names it. */
  readonly Manufacturer?: string | undefined;
  /** The device's name in the INF, which Device Manager shows. */
  readonly DeviceDescription?: string | undefined;
  /** The INF's feature score for the device, by which Windows ranks drivers; most have none. */
  readonly FeatureScore?: string | undefined;
  /** The newest operating system that the device is offered this driver on, where its metadata says so. */
  readonly CeilingOsCode?: string | undefined;
}

/** What the metadata says of one INF. */
export interface InfMetadata {
  /** Groups the versions of one driver: provider and INF, such as `RAID-foo_bar.inf`. */
  readonly DriverPackageFamilyId?: string | undefined;
  /** The device setup class by name, such as `SCSIAdapter`. */
  readonly InfClass?: string | undefined;
  /** Four numbers, such as `1.1.1.1`, from the INF's `DriverVer`. */
  readonly DriverVersion?: string | undefined;
  /** The date in the INF's `DriverVer`, such as `2018-01-11T00:00:00`. */
  readonly DriverDate?: string | undefined;
  /** A GUID; extension INFs only. */
  readonly ExtensionId?: string | undefined;
  /** The company in the INF's `Provider` entry. */
  readonly Provider?: string | undefined;
  /** The device setup class by GUID, in braces. */
  readonly ClassGuid?: string | undefined;
  /** Devices by PnP id, by operating system code. */
  readonly OSPnPInfoMap: Readonly<
    Record<string, Readonly<Record<string, DeviceMetadata | null | undefined>>>
  >;
}

/** What the metadata says of one bundle: as a rule, one architecture. */
export interface BundleMetadata {
  /** Languages of the bundle, such as `English`. */
  readonly Locales?: readonly string[] | null | undefined;
  /** INFs by file name. */
  readonly InfInfoMap: Readonly<Record<string, InfMetadata>>;
}

/**
 * The driver metadata file of a submission, in its own names. Every combination of bundle, INF, operating system code
 * and PnP id in it can be targeted by a shipping label, and no other.
 *
 * @see [Driver package metadata](https://learn.microsoft.com/windows-hardware/drivers/dashboard/driver-package-metadata)
 */
export interface DriverMetadata {
  /** Bundles by id. */
  readonly BundleInfoMap: Readonly<Record<string, BundleMetadata>>;
}
