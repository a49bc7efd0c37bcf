import type * as pulumi from "@pulumi/pulumi";

interface Multipathing {
  /** Whether a driver of your own does multipathing. True makes `proprietaryName` and `proprietaryVersion` mandatory. */
  readonly usedProprietary?: pulumi.Input<boolean> | undefined;
  /** Name of your multipath software. */
  readonly proprietaryName?: pulumi.Input<string> | undefined;
  /** Version of your multipath software. */
  readonly proprietaryVersion?: pulumi.Input<string> | undefined;
  /** Whether Microsoft's MPIO is used, by a device-specific module. True makes `microsoftName` and `microsoftVersion` mandatory. */
  readonly usedMicrosoft?: pulumi.Input<boolean> | undefined;
  /** Name of the device-specific module. */
  readonly microsoftName?: pulumi.Input<string> | undefined;
  /** Version of the device-specific module. */
  readonly microsoftVersion?: pulumi.Input<string> | undefined;
}

/** Attributes of a storage controller. */
export interface StorageControllerAttributes extends Multipathing {
  /** Version of the controller's ROM BIOS. */
  readonly biosVersion?: pulumi.Input<string> | undefined;
  /** Version of the controller's firmware. */
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  /** Version of the driver that was tested. */
  readonly driverVersion?: pulumi.Input<string> | undefined;
  /** File name of that driver. */
  readonly driverName?: pulumi.Input<string> | undefined;
  /** Hardware revision of the controller. */
  readonly deviceVersion?: pulumi.Input<string> | undefined;
  /** The chipset that the controller is built on. */
  readonly chipsetName?: pulumi.Input<string> | undefined;
  /** Whether a machine can boot from its disks. */
  readonly usedBootSupport?: pulumi.Input<boolean> | undefined;
  /** Whether it boots from disks of more than 2.2 TB. True makes `uefiVersion` and `acpiVersion` mandatory. */
  readonly usedBetterBoot?: pulumi.Input<boolean> | undefined;
  /** The version of UEFI that it supports. */
  readonly uefiVersion?: pulumi.Input<string> | undefined;
  /** The version of ACPI that it supports. */
  readonly acpiVersion?: pulumi.Input<string> | undefined;
  /** Whether it takes disks with sectors of 4 KiB that emulate 512 bytes. */
  readonly supportsSector4K512E?: pulumi.Input<boolean> | undefined;
  /** Whether it takes disks with sectors of 4 KiB that show themselves as such. */
  readonly supportsSector4K4K?: pulumi.Input<boolean> | undefined;
  /** Whether it speaks high-voltage differential SCSI. */
  readonly supportsDifferential?: pulumi.Input<boolean> | undefined;
}

/** Attributes of a RAID controller. */
export interface RaidControllerAttributes extends Multipathing {
  /** Version of the controller's firmware. */
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  /** Version of the filter driver. */
  readonly filterVersion?: pulumi.Input<string> | undefined;
  /** Version of the driver that was tested. */
  readonly driverVersion?: pulumi.Input<string> | undefined;
  /** Whether a driver that is not Microsoft's is needed to connect to it. */
  readonly isThirdPartyNeeded?: pulumi.Input<boolean> | undefined;
  /** Whether it includes SCSI Enclosure Services (SES). */
  readonly isSES?: pulumi.Input<boolean> | undefined;
  /** Whether it includes SCSI Accessed Fault-Tolerant Enclosures (SAF-TE). */
  readonly isSAFTE?: pulumi.Input<boolean> | undefined;
  /** Anything else that Microsoft should know, in words. */
  readonly additionalInfo?: pulumi.Input<string> | undefined;
}

/** Attributes of a product of the Server Virtualization Validation Program. */
export interface SvvpAttributes {
  /** Version of the virtualization product. */
  readonly productVersion?: pulumi.Input<string> | undefined;
  /** URL of the page where its users find support. */
  readonly supportLink?: pulumi.Input<string> | undefined;
  /** The guest's system, such as `Windows Server 2012 R2`. */
  readonly guestOs?: pulumi.Input<string> | undefined;
  /** `Xeon`, `Opteron` or `Itanium 2`. */
  readonly processorArchitecture?: pulumi.Input<string> | undefined;
  /** Processors that one virtual machine can have at most. */
  readonly maxProcessors?: pulumi.Input<number> | undefined;
  /** Memory that one virtual machine can have at most, in GB. */
  readonly maxMemory?: pulumi.Input<number> | undefined;
}

/**
 * What the service wants to know of three types of product: at most one of the three.
 *
 * @see [Additional attribute object](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#additional-attribute-object)
 */
export interface AdditionalAttributes {
  /** Of a storage controller. */
  readonly storageController?: pulumi.Input<StorageControllerAttributes> | undefined;
  /** Of a RAID controller. */
  readonly raidController?: pulumi.Input<RaidControllerAttributes> | undefined;
  /** Of a virtualization product that goes through the Server Virtualization Validation Program. */
  readonly svvp?: pulumi.Input<SvvpAttributes> | undefined;
}
