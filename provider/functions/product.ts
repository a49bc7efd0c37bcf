import * as pulumi from "@pulumi/pulumi";
import type { ProductDetails } from "../api/products";
import { checkIds } from "./decimal-ids";
import { ask } from "./program-session";

export interface GetProductArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
}

export interface GetProductOutputArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: pulumi.Input<string>;
}

/**
 * Reads one product, also one that nobody declares. Asks the service at once, in a preview too, so it needs a
 * credential there. Maps to GET `/my/hardware/products/{productId}`.
 *
 * @throws ApiError with status 404 when there is no such product, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getProduct({ productId }: GetProductArgs): Promise<ProductDetails> {
  checkIds("getProduct", { productId });
  return ask("getProduct", { productId }, async ({ products }) => {
    const { productDetails } = await import("../api/products.js");
    return productDetails(await products.get(productId));
  });
}

/** The form of {@link getProduct} that takes outputs of resources. Asks nothing while they are unknown. */
export function getProductOutput({ productId }: GetProductOutputArgs): pulumi.Output<ProductDetails> {
  return pulumi.output({ productId }).apply(getProduct);
}

/**
 * Reads all products of the account: fifty a request, and there can be many thousand. Where one is wanted,
 * {@link getProduct} is cheaper. Maps to GET `/my/hardware/products/`.
 *
 * @throws ApiError, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getProducts(): Promise<ProductDetails[]> {
  return ask("getProducts", {}, async ({ products }) => {
    const { productDetails } = await import("../api/products.js");
    return (await products.list()).map(productDetails);
  });
}

/** The form of {@link getProducts} that gives an output. */
export function getProductsOutput(): pulumi.Output<ProductDetails[]> {
  return pulumi.output(getProducts());
}
