import * as pulumi from "@pulumi/pulumi";
import { isOfType, momentInput, type OutputsOf, registration, typeOf } from "../dynamic/dev-center-resource";
import { productKind } from "../kinds/product";
import type { AdditionalAttributes } from "./additional-attributes";

/** A package's test harness. Any case is accepted. */
export type TestHarness = "hlk" | "hck" | "attestation" | "notset";
/**
 * Where a device connects: inside the PC (`internal`), from outside (`external`), or both. Any case is accepted.
 */
export type DeviceType = "internal" | "external" | "internalExternal" | "notSet";

/**
 * The product JSON of the submission API.
 *
 * @see [Product resource](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#product-resource)
 */
export interface ProductArgs {
  /** The name of the driver as the dashboard shows it. Change: update in place. */
  readonly productName: pulumi.Input<string>;
  /** The kind of package that will be submitted. Change: replace. */
  readonly testHarness: pulumi.Input<TestHarness | (string & Record<never, never>)>;
  /** Operating system codes to certify for, such as `WINDOWS_v100_X64_RS3_FULL`; order is free. Change: replace. */
  readonly requestedSignatures: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Product type by operating system family: `{ windows_v100_RS3: "Unclassified" }`. Left out or null: none, as
   * attestation products have it. Change: replace.
   */
  readonly selectedProductTypes?:
    | pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>
    | null
    | undefined;
  /**
   * Where the device connects. Change: replace.
   *
   * @default "notSet"
   */
  readonly deviceType?: pulumi.Input<DeviceType | (string & Record<never, never>)> | undefined;
  /**
   * Names under which it is sold, also aliases. Change: update in place.
   *
   * @default []
   */
  readonly marketingNames?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * When the product appears in the Windows Server Catalog: a Date, or any ISO 8601 text (one without a zone is UTC).
   * Left out: it is not announced. Change: update in place; one that is declared no more stays, for it cannot be taken back.
   */
  readonly announcementDate?: pulumi.Input<string | Date> | undefined;
  /**
   * GUIDs of the device metadata submissions that belong to it. Change: replace.
   *
   * @default []
   */
  readonly deviceMetadataIds?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** The category of that metadata. Change: replace. */
  readonly deviceMetadataCategory?: pulumi.Input<string> | undefined;
  /** The type of the package, where the service asks for it. Change: replace. */
  readonly packageType?: pulumi.Input<string> | undefined;
  /** Version of the device's firmware, such as `980`. Change: replace. */
  readonly firmwareVersion?: pulumi.Input<string> | undefined;
  /**
   * A test-signed driver, which only machines in test mode load. Change: replace.
   *
   * @default false
   */
  readonly isTestSign?: pulumi.Input<boolean> | undefined;
  /**
   * A flight-signed driver, for machines of the Windows Insider Program. Change: replace.
   *
   * @default false
   */
  readonly isFlightSign?: pulumi.Input<boolean> | undefined;
  /**
   * What the service wants to know of some types of product. Change: replace.
   *
   * @default {}
   */
  readonly additionalAttributes?: pulumi.Input<AdditionalAttributes> | undefined;
}

/**
 * A hardware product: a driver registered with the Hardware Dev Center, to which submissions belong.
 *
 * `productName`, `marketingNames` and `announcementDate` change in place; anything else makes a **new product**, and
 * the old one stays: Dev Center cannot delete products, so destroy and replacement only take them out of the state.
 * `pulumi.protect` guards against that. To bring in one that exists: the option `import: "14631253285588838"`.
 *
 * Maps to `/my/hardware/products`. Errors: a check failure per fault in preview; {@link ApiError} when Dev Center refuses.
 *
 * @example
 * ```ts
 * const nic = new devcenter.Product("nic", {
 *   productName: "Contoso 10G NIC",
 *   testHarness: "attestation",
 *   requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
 *   deviceType: "internal",
 *   marketingNames: ["Contoso FastLane"],
 * });
 * ```
 * @see [Create a new product](https://learn.microsoft.com/windows-hardware/drivers/dashboard/create-a-new-product)
 * @see [Update product data](https://learn.microsoft.com/windows-hardware/drivers/dashboard/update-product-data)
 */
export class Product extends pulumi.CustomResource implements OutputsOf<typeof productKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(productKind.name);

  /** The name of the driver as the dashboard shows it. */
  declare readonly productName: pulumi.Output<string>;
  /** A {@link TestHarness}, in the program's spelling; the service writes it in any case. */
  declare readonly testHarness: pulumi.Output<string>;
  /** Operating system codes that it is to be certified for; their order means nothing. */
  declare readonly requestedSignatures: pulumi.Output<string[]>;
  /** Product type by operating system family. */
  declare readonly selectedProductTypes: pulumi.Output<Record<string, string> | undefined>;
  /** A {@link DeviceType}, in the program's spelling. */
  declare readonly deviceType: pulumi.Output<string | undefined>;
  /** Names under which it is sold. */
  declare readonly marketingNames: pulumi.Output<string[] | undefined>;
  /** When it appears in the Windows Server Catalog, as an ISO 8601 text. */
  declare readonly announcementDate: pulumi.Output<string | undefined>;
  /** GUIDs of its device metadata submissions. */
  declare readonly deviceMetadataIds: pulumi.Output<string[] | undefined>;
  /** The category of that metadata, where one was declared. */
  declare readonly deviceMetadataCategory: pulumi.Output<string | undefined>;
  /** The type of the package, where one was declared. */
  declare readonly packageType: pulumi.Output<string | undefined>;
  /** Version of the device's firmware, where one was declared. */
  declare readonly firmwareVersion: pulumi.Output<string | undefined>;
  /** Whether its drivers are test-signed. */
  declare readonly isTestSign: pulumi.Output<boolean | undefined>;
  /** Whether its drivers are flight-signed, for the Windows Insider Program. */
  declare readonly isFlightSign: pulumi.Output<boolean | undefined>;
  /** What was declared for a storage controller, a RAID controller or a virtualization product. */
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
