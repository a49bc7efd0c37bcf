import type * as pulumi from "@pulumi/pulumi";
import { DevCenterResource, momentInput } from "../dynamic/shim";

/** A package's test harness. Any case is accepted. */
export type TestHarness = "hlk" | "hck" | "attestation" | "notset";
/** Where a device sits. Any case is accepted. */
export type DeviceType = "internal" | "external" | "internalExternal" | "notSet";

interface Multipathing {
  /** True makes `proprietaryName` and `proprietaryVersion` mandatory. */
  readonly usedProprietary?: pulumi.Input<boolean>;
  readonly proprietaryName?: pulumi.Input<string>;
  readonly proprietaryVersion?: pulumi.Input<string>;
  /** True makes `microsoftName` and `microsoftVersion` mandatory. */
  readonly usedMicrosoft?: pulumi.Input<boolean>;
  readonly microsoftName?: pulumi.Input<string>;
  readonly microsoftVersion?: pulumi.Input<string>;
}

/** Attributes of a storage controller. */
export interface StorageControllerAttributes extends Multipathing {
  readonly biosVersion?: pulumi.Input<string>;
  readonly firmwareVersion?: pulumi.Input<string>;
  readonly driverVersion?: pulumi.Input<string>;
  readonly driverName?: pulumi.Input<string>;
  readonly deviceVersion?: pulumi.Input<string>;
  readonly chipsetName?: pulumi.Input<string>;
  readonly usedBootSupport?: pulumi.Input<boolean>;
  /** Boots from more than 2.2 TB. True makes `uefiVersion` and `acpiVersion` mandatory. */
  readonly usedBetterBoot?: pulumi.Input<boolean>;
  readonly uefiVersion?: pulumi.Input<string>;
  readonly acpiVersion?: pulumi.Input<string>;
  readonly supportsSector4K512E?: pulumi.Input<boolean>;
  readonly supportsSector4K4K?: pulumi.Input<boolean>;
  readonly supportsDifferential?: pulumi.Input<boolean>;
}

/** Attributes of a RAID controller. */
export interface RaidControllerAttributes extends Multipathing {
  readonly firmwareVersion?: pulumi.Input<string>;
  readonly filterVersion?: pulumi.Input<string>;
  readonly driverVersion?: pulumi.Input<string>;
  readonly isThirdPartyNeeded?: pulumi.Input<boolean>;
  readonly isSES?: pulumi.Input<boolean>;
  readonly isSAFTE?: pulumi.Input<boolean>;
  readonly additionalInfo?: pulumi.Input<string>;
}

/** Attributes of a product of the Server Virtualization Validation Program. */
export interface SvvpAttributes {
  readonly productVersion?: pulumi.Input<string>;
  readonly supportLink?: pulumi.Input<string>;
  readonly guestOs?: pulumi.Input<string>;
  readonly processorArchitecture?: pulumi.Input<string>;
  readonly maxProcessors?: pulumi.Input<number>;
  /** GB */
  readonly maxMemory?: pulumi.Input<number>;
}

/** At most one of the three. */
export interface AdditionalAttributes {
  readonly storageController?: pulumi.Input<StorageControllerAttributes>;
  readonly raidController?: pulumi.Input<RaidControllerAttributes>;
  readonly svvp?: pulumi.Input<SvvpAttributes>;
}

/** The product JSON of the submission API. */
export interface ProductArgs {
  /** The name of the driver as the dashboard shows it. Change: update in place. */
  readonly productName: pulumi.Input<string>;
  /** The kind of package that will be submitted. Change: replace. */
  readonly testHarness: pulumi.Input<TestHarness | (string & Record<never, never>)>;
  /** Operating system codes to certify for, such as `WINDOWS_v100_X64_RS3_FULL`; order is free. Change: replace. */
  readonly requestedSignatures: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Product type by operating system family: `{ windows_v100_RS3: "Unclassified" }`. Default: none, as attestation
   * products have it. Change: replace.
   */
  readonly selectedProductTypes?:
    | pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>
    | null
    | undefined;
  /** Default: `notSet`. Change: replace. */
  readonly deviceType?: pulumi.Input<DeviceType | (string & Record<never, never>)> | undefined;
  /** Default: none. Change: update in place. */
  readonly marketingNames?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * When the product appears in the Windows Server Catalog: a Date, or any ISO 8601 text (one without a zone is UTC).
   * Default: not announced. Change: update in place; one that is declared no more stays, for it cannot be taken back.
   */
  readonly announcementDate?: pulumi.Input<string | Date> | undefined;
  /** GUIDs of the device metadata submissions that belong to it. Default: none. Change: replace. */
  readonly deviceMetadataIds?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** The category of that metadata. Default: none. Change: replace. */
  readonly deviceMetadataCategory?: pulumi.Input<string> | undefined;
  /** The type of the package, where the service wants to be told. Default: none. Change: replace. */
  readonly packageType?: pulumi.Input<string> | undefined;
  /** Default: none. Change: replace. */
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  /** A test-signed driver. Default: false. Change: replace. */
  readonly isTestSign?: pulumi.Input<boolean> | undefined;
  /** A flight-signed driver, for machines of the Windows Insider Program. Default: false. Change: replace. */
  readonly isFlightSign?: pulumi.Input<boolean> | undefined;
  /** Change: replace. */
  readonly additionalAttributes?: pulumi.Input<AdditionalAttributes> | undefined;
}

/**
 * A hardware product: a driver registered with the Hardware Dev Center, to which submissions belong.
 *
 * `productName`, `marketingNames` and `announcementDate` change in place; anything else makes a **new product**, and
 * the old one stays: Dev Center cannot delete products, so destroy and replacement only take them out of the state.
 * `pulumi.protect` guards against that. To bring in one that exists: the option `import: "14631253285588838"`.
 *
 * Maps to `/my/hardware/products` ("Create a new product", "Get product data", "Update product data"). Errors: a
 * check failure per fault in preview; {@link ApiError} when Dev Center refuses.
 */
export class Product extends DevCenterResource {
  declare readonly productName: pulumi.Output<string>;
  declare readonly testHarness: pulumi.Output<string>;
  declare readonly requestedSignatures: pulumi.Output<string[]>;
  declare readonly selectedProductTypes: pulumi.Output<Record<string, string> | undefined>;
  declare readonly deviceType: pulumi.Output<string | undefined>;
  declare readonly marketingNames: pulumi.Output<string[] | undefined>;
  declare readonly announcementDate: pulumi.Output<string | undefined>;
  declare readonly deviceMetadataIds: pulumi.Output<string[] | undefined>;
  declare readonly deviceMetadataCategory: pulumi.Output<string | undefined>;
  declare readonly packageType: pulumi.Output<string | undefined>;
  declare readonly firmwareVersion: pulumi.Output<string | undefined>;
  declare readonly isTestSign: pulumi.Output<boolean | undefined>;
  declare readonly isFlightSign: pulumi.Output<boolean | undefined>;
  declare readonly additionalAttributes: pulumi.Output<pulumi.Unwrap<AdditionalAttributes> | undefined>;
  /** The id under which partners see the product, in decimal digits. */
  declare readonly sharedProductId: pulumi.Output<string | undefined>;
  /** Whether at least one of its submissions is committed. */
  declare readonly isCommitted: pulumi.Output<boolean>;
  /** The product's own id, in decimal digits: it is too large for a number. */
  readonly productId: pulumi.Output<string>;

  constructor(name: string, args: ProductArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = args && { ...args, announcementDate: momentInput(args.announcementDate) };
    super("Product", name, inputs, options, { outputs: declared });
    this.productId = this.id.apply(String);
  }

  /**
   * Reads a product that this program does not manage.
   *
   * @param id the productId, such as `"14631253285588838"`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Product {
    return new Product(name, undefined as never, { ...options, id });
  }
}

const declared = [
  "productName",
  "testHarness",
  "requestedSignatures",
  "selectedProductTypes",
  "deviceType",
  "marketingNames",
  "announcementDate",
  "deviceMetadataIds",
  "deviceMetadataCategory",
  "packageType",
  "firmwareVersion",
  "isTestSign",
  "isFlightSign",
  "additionalAttributes",
  "sharedProductId",
  "isCommitted",
];
