import { z } from "zod";
import type { Client } from "../http/client";
import { allPages, type OnUnreadable, onePage, type Page, pagesOf, type Query } from "../http/pagination";
import { createReadCache } from "../http/read-cache";
import { anyAnswer, wireDate, wireFlag, wireId, wireObject, wireText, wireTexts } from "../http/wire";

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

/** Calls of `/my/hardware/products`. */
export function products(client: Client, apiVersion: string) {
  const path = `/${apiVersion}/my/hardware/products`;
  const get = (productId: string): Promise<ProductRecord> =>
    client.call({ verb: "GET", path: `${path}/${productId}`, responseSchema: record });
  const known = createReadCache(
    get,
    () => pagesOf(client, `${path}/`, record),
    ({ id }) => id,
  );
  return {
    create: (product: object): Promise<ProductRecord> =>
      client.call({ verb: "POST", path, body: product, responseSchema: record }),
    /** All products of the account, page by page: may be many thousand. */
    list: (onUnreadable?: OnUnreadable): Promise<ProductRecord[]> =>
      allPages(client, `${path}/`, record, onUnreadable),
    /** One page of them, for a caller that remembers how far it has read. */
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
          idempotent: true,
          responseSchema: anyAnswer,
        })
        .finally(() => known.forget(productId)),
  };
}
