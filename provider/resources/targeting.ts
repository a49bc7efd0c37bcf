import type * as pulumi from "@pulumi/pulumi";
import type { DriverMetadata } from "./driver-metadata";

/** A known spelling that an editor can complete; any other text passes the compiler and is judged in preview. */
type Suggested<T extends string> = T | (string & Record<never, never>);

/** A version of Windows, by its short name. */
export type WindowsRelease =
  | "TH"
  | "RS1"
  | "RS2"
  | "RS3"
  | "RS4"
  | "RS5"
  | "19H1"
  | "VB"
  | "FE"
  | "CO"
  | "NI";

/** One combination of a package. Only those that stand in the submission's driver metadata are valid. */
export interface HardwareId {
  readonly bundleId: pulumi.Input<string>;
  /** File name of the INF. */
  readonly infId: pulumi.Input<string>;
  /** Such as `WINDOWS_v100_X64_RS3_FULL`. */
  readonly operatingSystemCode: pulumi.Input<string>;
  /** The hardware id itself, such as `pci\\ven_8086&dev_5a85`. */
  readonly pnpString: pulumi.Input<string>;
}

/** One pattern, or several of which one has to match. */
type Patterns = pulumi.Input<string | readonly string[]>;

/**
 * Which combinations to take: those that match in everything that is given here. In a pattern `*` stands for any run of
 * characters and `?` for one; case means nothing, and a backslash is a backslash.
 */
export interface HardwareIdSelection {
  /** File names of INFs, such as `*_component.inf`. Default: all. */
  readonly infId?: Patterns | undefined;
  /** Operating system codes, such as `WINDOWS_v100_X64_*`. Default: all. */
  readonly operatingSystemCode?: Patterns | undefined;
  /** PnP ids, such as `pci\\ven_8086&*`. Default: all. */
  readonly pnpString?: Patterns | undefined;
}

/** Hardware ids chosen from driver metadata instead of written out. */
export interface HardwareIdsFrom {
  /**
   * What `getDriverMetadata` gives: preview then shows each combination that comes or goes, and state keeps those alone.
   * Or `"submission"`: the metadata of the label's own submission, waited for and read when the label is made, and
   * again when the selection changes.
   */
  readonly metadata: pulumi.Input<DriverMetadata | "submission">;
  /** Default: every combination of the package. */
  readonly select?: pulumi.Input<HardwareIdSelection> | undefined;
}

/** Which machines are offered the driver. */
export interface Targeting {
  /**
   * What Windows Update offers the driver for, in any order; at least one to publish, unless `hardwareIdsFrom` is
   * there. Change: update in place, by adding and removing.
   */
  readonly hardwareIds?: pulumi.Input<pulumi.Input<HardwareId>[]> | undefined;
  /** Instead of `hardwareIds`. Change: update in place. */
  readonly hardwareIdsFrom?: pulumi.Input<HardwareIdsFrom> | undefined;
  /**
   * Computers, by their computer hardware ids (GUIDs); only where all hardware ids are for Windows 10 or later.
   * Default: any computer. Change: update in place, by adding and removing.
   */
  readonly chids?: pulumi.Input<pulumi.Input<{ readonly chid: pulumi.Input<string> }>[]> | undefined;
  /** GUIDs of audiences, see `getAudiences`. Default: everybody. Change: update in place, as a whole. */
  readonly restrictedToAudiences?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * The earliest and the latest version of Windows; a ceiling is for accounts that may set one. Not together with
   * `coEngDriverPublishInfo`. Default: no limits. Change: replace.
   */
  readonly inServicePublishInfo?:
    | pulumi.Input<{
        readonly flooring?: pulumi.Input<Suggested<WindowsRelease>> | undefined;
        readonly ceiling?: pulumi.Input<Suggested<WindowsRelease>> | undefined;
      }>
    | undefined;
  /**
   * The same by builds of a Windows that is not released yet, such as 17135 for 10.1.17135, as a number or in digits; for Microsoft's
   * co-engineering partners. Default: no limits. Change: replace.
   */
  readonly coEngDriverPublishInfo?:
    | pulumi.Input<{
        readonly flooringBuildNumber?: pulumi.Input<number | string> | undefined;
        readonly ceilingBuildNumber?: pulumi.Input<number | string> | undefined;
      }>
    | undefined;
  /** Why targeting changes: goes along with the next change of it, and is no change by itself. */
  readonly businessJustification?: pulumi.Input<string> | undefined;
}
