import { presentable } from "../text/service-text";
import type { ProductRecord } from "./products";

/**
 * A product as programs and the command show it: what is known of it, and no links. Enumerations come in any case.
 *
 * @see [Product resource](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#product-resource)
 */
export interface ProductDetails {
  /** Decimal digits: it is larger than a JavaScript number can be. */
  readonly productId: string;
  /** Id under which partners see it, in decimal digits. */
  readonly sharedProductId?: string;
  /** The name of the driver as the dashboard shows it. */
  readonly productName?: string;
  /** The kind of package: `hlk`, `hck`, `attestation` or `notset`. */
  readonly testHarness?: string;
  /** Where the device connects: `internal`, `external`, `internalExternal` or `notSet`. */
  readonly deviceType?: string;
  /** Operating-system codes that it is to be certified for. */
  readonly requestedSignatures: readonly string[];
  /** Product type by operating-system family. */
  readonly selectedProductTypes: Readonly<Record<string, string>>;
  /** Names under which it is sold. */
  readonly marketingNames: readonly string[];
  /** When it appears in the Windows Server Catalog. UTC, where the service writes no zone. */
  readonly announcementDate?: string;
  /** GUIDs of the device metadata submissions that belong to it. */
  readonly deviceMetadataIds: readonly string[];
  /** Version of the device's firmware. */
  readonly firmwareVersion?: string;
  /** Whether its drivers are test-signed. */
  readonly isTestSign: boolean;
  /** Whether its drivers are flight-signed, for the Windows Insider Program. */
  readonly isFlightSign: boolean;
  /** Whether its initial submission was committed. */
  readonly isCommitted: boolean;
  /** What the service keeps of a storage controller, a RAID controller or a virtualization product, in its own form. */
  readonly additionalAttributes?: Readonly<Record<string, unknown>>;
  /** When it was registered: ISO 8601, UTC; only where the service tells it. */
  readonly createdDateTime?: string;
}

/** What of a record may be shown. Properties that this version does not know stay out, for they could be links. */
export function productDetails(record: ProductRecord): ProductDetails {
  return presentable({
    productId: record.id,
    sharedProductId: record.sharedProductId,
    productName: record.productName,
    testHarness: record.testHarness,
    deviceType: record.deviceType,
    requestedSignatures: record.requestedSignatures ?? [],
    selectedProductTypes: record.selectedProductTypes ?? {},
    marketingNames: record.marketingNames ?? [],
    announcementDate: record.announcementDate,
    deviceMetadataIds: record.deviceMetadataIds ?? [],
    firmwareVersion: record.firmwareVersion,
    isTestSign: record.isTestSign ?? false,
    isFlightSign: record.isFlightSign ?? false,
    isCommitted: record.isCommitted ?? false,
    additionalAttributes: record.additionalAttributes,
    createdDateTime: record.createdDateTime?.toISOString(),
  });
}
