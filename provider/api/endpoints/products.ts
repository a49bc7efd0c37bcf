import { z } from "zod";
import type { Client } from "../http/client";
import { allPages, type OnUnreadable, onePage, type Page, pagesOf, type Query } from "../http/pagination";
import { createReadCache } from "../http/read-cache";
import { anyAnswer, wireDate, wireFlag, wireId, wireObject, wireText, wireTexts } from "../http/wire";
import { presentable } from "../text/service-text";

/** A product as the service shows it. Enumerations come in any case, and what was not set comes with a default. */
const record = z.looseObject({
  id: wireId,
  sharedProductId: wireText,
  isCommitted: wireFlag,
  productName: wireText,
  testHarness: wireText,
  requestedSignatures: wireTexts,
  selectedProductTypes: wireObject.transform((types) => types && textsIn(types)),
  deviceType: wireText,
  marketingNames: wireTexts,
  announcementDate: wireText,
  deviceMetadataIds: wireTexts,
  firmwareVersion: wireText,
  isTestSign: wireFlag,
  isFlightSign: wireFlag,
  additionalAttributes: wireObject,
  createdDateTime: wireDate,
});

/** The product type of each operating-system family that has one. */
function textsIn(types: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.entries(types).filter(
    ([, type]) => typeof type === "string" || typeof type === "number",
  );
  return Object.fromEntries(known.map(([family, type]) => [family, String(type)]));
}

export type ProductRecord = z.output<typeof record>;

/** All that the service lets us change of a product. */
export interface ProductPatch {
  productName?: string;
  marketingNames?: readonly string[];
  announcementDate?: string;
}

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
    sharedProductId: record.sharedProductId ?? undefined,
    productName: record.productName ?? undefined,
    testHarness: record.testHarness ?? undefined,
    deviceType: record.deviceType ?? undefined,
    requestedSignatures: record.requestedSignatures ?? [],
    selectedProductTypes: record.selectedProductTypes ?? {},
    marketingNames: record.marketingNames ?? [],
    announcementDate: record.announcementDate ?? undefined,
    deviceMetadataIds: record.deviceMetadataIds ?? [],
    firmwareVersion: record.firmwareVersion ?? undefined,
    isTestSign: record.isTestSign ?? false,
    isFlightSign: record.isFlightSign ?? false,
    isCommitted: record.isCommitted ?? false,
    additionalAttributes: record.additionalAttributes ?? undefined,
    createdDateTime: record.createdDateTime?.toISOString(),
  });
}

/** Calls of `/my/hardware/products`. */
export function products(client: Client, apiVersion: string) {
  const path = `/${apiVersion}/my/hardware/products`;
  const get = (productId: string): Promise<ProductRecord> =>
    client.call({ verb: "GET", path: `${path}/${productId}`, answer: record });
  const known = createReadCache(
    get,
    () => pagesOf(client, `${path}/`, record),
    ({ id }) => id,
  );
  return {
    create: (product: object): Promise<ProductRecord> =>
      client.call({ verb: "POST", path, body: product, answer: record }),
    /** All products of the account, page by page: may be many thousand. */
    list: (onUnreadable?: OnUnreadable): Promise<ProductRecord[]> =>
      allPages(client, `${path}/`, record, onUnreadable),
    /** One page of them, for whoever remembers how far the list was read. */
    page: (query?: Query): Promise<Page<ProductRecord>> => onePage(client, `${path}/`, record, query),
    /** As it is now. */
    get,
    /** As it was when this run first asked: one GET, or out of the list when many are read. */
    read: known.read,
    update: (productId: string, patch: ProductPatch): Promise<undefined> =>
      client
        .call({
          verb: "PATCH",
          path: `${path}/${productId}`,
          body: patch,
          repeatable: true,
          answer: anyAnswer,
        })
        .finally(() => known.forget(productId)),
  };
}
