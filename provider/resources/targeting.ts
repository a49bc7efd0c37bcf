import type * as pulumi from "@pulumi/pulumi";
import type { DriverMetadata } from "./driver-metadata";

/**
 * A known spelling that an editor can complete; any other text passes the compiler and is judged in preview.
 *
 * @inline
 */
type Suggested<T extends string> = T | (string & Record<never, never>);

/**
 * A version of Windows, by its short name: `TH` is Windows 10 1507, `RS3` 1709, `CO` Windows 11 21H2, `NI` 22H2.
 *
 * @see [Limit driver distribution](https://learn.microsoft.com/windows-hardware/drivers/dashboard/limit-driver-distribution)
 */
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

/**
 * One combination of a package. Only those that stand in the submission's driver metadata are valid.
 *
 * @see [Hardware ID object](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-shipping-labels#hardware-id-object)
 */
export interface HardwareId {
  /** The bundle's key in the driver metadata: a GUID, or an architecture such as `amd64`. */
  readonly bundleId: pulumi.Input<string>;
  /** File name of the INF. */
  readonly infId: pulumi.Input<string>;
  /** The Windows that the INF is for, such as `WINDOWS_v100_X64_RS3_FULL`. */
  readonly operatingSystemCode: pulumi.Input<string>;
  /** The hardware id itself, such as `pci\\ven_8086&dev_5a85`. */
  readonly pnpString: pulumi.Input<string>;
}

/**
 * One pattern, or several of which one has to match.
 *
 * @inline
 */
type Patterns = pulumi.Input<string | readonly string[]>;

/**
 * Which combinations to take: those that match in everything that is given here. In a pattern `*` stands for any run of
 * characters and `?` for one; case means nothing, and a backslash is a backslash.
 */
export interface HardwareIdSelection {
  /** File names of INFs, such as `*_component.inf`. Left out: all. */
  readonly infId?: Patterns | undefined;
  /** Operating system codes, such as `WINDOWS_v100_X64_*`. Left out: all. */
  readonly operatingSystemCode?: Patterns | undefined;
  /** PnP ids, such as `pci\\ven_8086&*`. Left out: all. */
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
  /** Which of its combinations. Left out: every one. */
  readonly select?: pulumi.Input<HardwareIdSelection> | undefined;
}

/**
 * Which machines are offered the driver.
 *
 * @see [Targeting object](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-shipping-labels#targeting-object)
 */
export interface Targeting {
  /**
   * What Windows Update offers the driver for, in any order; at least one to publish, unless `hardwareIdsFrom` is
   * there. Change: update in place, by adding and removing.
   */
  readonly hardwareIds?: pulumi.Input<pulumi.Input<HardwareId>[]> | undefined;
  /** Instead of `hardwareIds`: those of the driver metadata that match. Change: update in place. */
  readonly hardwareIdsFrom?: pulumi.Input<HardwareIdsFrom> | undefined;
  /**
   * Computers, by their computer hardware ids (GUIDs); only where all hardware ids are for Windows 10 or later.
   * Left out: any computer. Change: update in place, by adding and removing.
   */
  readonly chids?:
    | pulumi.Input<
        pulumi.Input<{
          /** A GUID, which Microsoft's tool ComputerHardwareIds computes on a computer of the model. */
          readonly chid: pulumi.Input<string>;
        }>[]
      >
    | undefined;
  /** GUIDs of audiences, see {@link getAudiences}. Left out: every machine. Change: update in place, as a whole. */
  readonly restrictedToAudiences?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * The earliest and the latest version of Windows; a ceiling is for accounts that may set one. Not together with
   * `coEngDriverPublishInfo`. Left out: no limits. Change: replace.
   */
  readonly inServicePublishInfo?:
    | pulumi.Input<{
        /** The earliest Windows that is offered the driver. */
        readonly flooring?: pulumi.Input<Suggested<WindowsRelease>> | undefined;
        /** The latest Windows that is offered the driver. */
        readonly ceiling?: pulumi.Input<Suggested<WindowsRelease>> | undefined;
      }>
    | undefined;
  /**
   * The same by builds of a Windows that is not released yet, such as 17135 for 10.1.17135, as a number or in digits;
   * for Microsoft's co-engineering partners. Left out: no limits. Change: replace.
   */
  readonly coEngDriverPublishInfo?:
    | pulumi.Input<{
        /** The earliest build that is offered the driver. */
        readonly flooringBuildNumber?: pulumi.Input<number | string> | undefined;
        /** The latest build that is offered the driver. */
        readonly ceilingBuildNumber?: pulumi.Input<number | string> | undefined;
      }>
    | undefined;
  /** Why targeting changes: goes along with the next change of it, and is no change by itself. */
  readonly businessJustification?: pulumi.Input<string> | undefined;
}
