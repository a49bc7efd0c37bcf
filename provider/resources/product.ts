import * as pulumi from "@pulumi/pulumi";
import { isOfType, momentInput, type OutputsOf, registration, typeOf } from "../dynamic/shim";
import { productKind } from "../kinds/product";

/** A package's test harness. Any case is accepted. */
export type TestHarness = "hlk" | "hck" | "attestation" | "notset";
/** Where a device sits. Any case is accepted. */
export type DeviceType = "internal" | "external" | "internalExternal" | "notSet";

interface Multipathing {
  /** True makes `proprietaryName` and `proprietaryVersion` mandatory. */
  readonly usedProprietary?: pulumi.Input<boolean> | undefined;
  readonly proprietaryName?: pulumi.Input<string> | undefined;
  readonly proprietaryVersion?: pulumi.Input<string> | undefined;
  /** True makes `microsoftName` and `microsoftVersion` mandatory. */
  readonly usedMicrosoft?: pulumi.Input<boolean> | undefined;
  readonly microsoftName?: pulumi.Input<string> | undefined;
  readonly microsoftVersion?: pulumi.Input<string> | undefined;
}

/** Attributes of a storage controller. */
export interface StorageControllerAttributes extends Multipathing {
  readonly biosVersion?: pulumi.Input<string> | undefined;
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  readonly driverVersion?: pulumi.Input<string> | undefined;
  readonly driverName?: pulumi.Input<string> | undefined;
  readonly deviceVersion?: pulumi.Input<string> | undefined;
  readonly chipsetName?: pulumi.Input<string> | undefined;
  readonly usedBootSupport?: pulumi.Input<boolean> | undefined;
  /** Boots from more than 2.2 TB. True makes `uefiVersion` and `acpiVersion` mandatory. */
  readonly usedBetterBoot?: pulumi.Input<boolean> | undefined;
  readonly uefiVersion?: pulumi.Input<string> | undefined;
  readonly acpiVersion?: pulumi.Input<string> | undefined;
  readonly supportsSector4K512E?: pulumi.Input<boolean> | undefined;
  readonly supportsSector4K4K?: pulumi.Input<boolean> | undefined;
  readonly supportsDifferential?: pulumi.Input<boolean> | undefined;
}

/** Attributes of a RAID controller. */
export interface RaidControllerAttributes extends Multipathing {
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  readonly filterVersion?: pulumi.Input<string> | undefined;
  readonly driverVersion?: pulumi.Input<string> | undefined;
  readonly isThirdPartyNeeded?: pulumi.Input<boolean> | undefined;
  readonly isSES?: pulumi.Input<boolean> | undefined;
  readonly isSAFTE?: pulumi.Input<boolean> | undefined;
  readonly additionalInfo?: pulumi.Input<string> | undefined;
}

/** Attributes of a product of the Server Virtualization Validation Program. */
export interface SvvpAttributes {
  readonly productVersion?: pulumi.Input<string> | undefined;
  readonly supportLink?: pulumi.Input<string> | undefined;
  readonly guestOs?: pulumi.Input<string> | undefined;
  readonly processorArchitecture?: pulumi.Input<string> | undefined;
  readonly maxProcessors?: pulumi.Input<number> | undefined;
  /** GB */
  readonly maxMemory?: pulumi.Input<number> | undefined;
}

/** At most one of the three. */
export interface AdditionalAttributes {
  readonly storageController?: pulumi.Input<StorageControllerAttributes> | undefined;
  readonly raidController?: pulumi.Input<RaidControllerAttributes> | undefined;
  readonly svvp?: pulumi.Input<SvvpAttributes> | undefined;
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
  /** What the service wants to know of some types of product. Default: none. Change: replace. */
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
export class Product extends pulumi.CustomResource implements OutputsOf<typeof productKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(productKind.name);

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
    super(...registration(productKind, name, inputs, options));
    this.productId = this.id.apply(String);
  }

  /** Whether a value is a {@link Product}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Product {
    return isOfType(value, Product.__pulumiType);
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
