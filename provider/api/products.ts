import { z } from "zod";
import type { Client } from "./client";
import { allPages } from "./pages";
import { anyAnswer, wireDate, wireId } from "./wire";

/** A product as the service shows it. Enumerations come in any case, and what was not set comes with a default. */
const record = z.looseObject({
  id: wireId,
  sharedProductId: wireId.nullish(),
  isCommitted: z.boolean().nullish(),
  productName: z.string().nullish(),
  testHarness: z.string().nullish(),
  requestedSignatures: z.array(z.string()).nullish(),
  selectedProductTypes: z.record(z.string(), z.string()).nullish(),
  deviceType: z.string().nullish(),
  marketingNames: z.array(z.string()).nullish(),
  announcementDate: z.string().nullish(),
  deviceMetadataIds: z.array(z.string()).nullish(),
  firmwareVersion: z.string().nullish(),
  isTestSign: z.boolean().nullish(),
  isFlightSign: z.boolean().nullish(),
  additionalAttributes: z.record(z.string(), z.unknown()).nullish(),
  createdDateTime: wireDate,
});

export type ProductRecord = z.output<typeof record>;

/** All that the service lets us change of a product. */
export interface ProductPatch {
  productName?: string;
  marketingNames?: readonly string[];
  announcementDate?: string | null;
}

/** Calls of `/my/hardware/products`. */
export function products(client: Client, apiVersion: string) {
  const path = `/${apiVersion}/my/hardware/products`;
  return {
    create: (product: object): Promise<ProductRecord> =>
      client.call({ verb: "POST", path, body: product, answer: record }),
    /** All products of the account, page by page: may be many thousand. */
    list: (): Promise<ProductRecord[]> => allPages(client, `${path}/`, record),
    get: (productId: string): Promise<ProductRecord> =>
      client.call({ verb: "GET", path: `${path}/${productId}`, answer: record }),
    update: (productId: string, patch: ProductPatch): Promise<undefined> =>
      client.call({
        verb: "PATCH",
        path: `${path}/${productId}`,
        body: patch,
        repeatable: true,
        answer: anyAnswer,
      }),
  };
}
