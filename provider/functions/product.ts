import * as pulumi from "@pulumi/pulumi";
import type { ProductDetails } from "../api/endpoints/product-details";
import { checkIds } from "./decimal-ids";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** The product that is wanted. */
export interface GetProductArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
}

/** {@link GetProductArgs}, each of which may be an output. */
export type GetProductOutputArgs = InputArgs<GetProductArgs>;

/**
 * Reads one product, also one that no program declares. Asks the service at once, in a preview too, so it needs a
 * credential there. Maps to GET `/my/hardware/products/{productId}`.
 *
 * @example
 * ```ts
 * const { sharedProductId } = await devcenter.getProduct({ productId: "14631253285588838" });
 * ```
 * @see [Get a product](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-a-product)
 * @throws ApiError with status 404 when there is no such product, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getProduct(args: GetProductArgs): Promise<ProductDetails> {
  const { productId } = args;
  checkIds("getProduct", { productId });
  return ask("getProduct", { productId }, async ({ products }) => {
    const { productDetails } = await import("../api/endpoints/product-details.js");
    return productDetails(await products.get(productId));
  });
}

/**
 * The form of {@link getProduct} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const product = devcenter.Product.get("nic", "14631253285588838");
 * export const created = devcenter.getProductOutput({ productId: product.productId }).createdDateTime;
 * ```
 */
export function getProductOutput(args: GetProductOutputArgs): pulumi.Output<ProductDetails> {
  const { productId } = args;
  return whenKnown({ productId }, getProduct);
}

/**
 * Reads all products of the account: fifty a request, and there can be many thousand. Where one is wanted,
 * {@link getProduct} is cheaper. Maps to GET `/my/hardware/products/`.
 *
 * @example
 * ```ts
 * const products = await devcenter.getProducts();
 * export const uncommitted = products.filter(({ isCommitted }) => !isCommitted).map(({ productName }) => productName);
 * ```
 * @see [Get all products](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-all-products)
 * @throws ApiError, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getProducts(): Promise<ProductDetails[]> {
  return ask("getProducts", {}, async ({ products }) => {
    const { productDetails } = await import("../api/endpoints/product-details.js");
    return (await products.list()).map(productDetails);
  });
}

/**
 * The form of {@link getProducts} that gives an output.
 *
 * @example
 * ```ts
 * export const howMany = devcenter.getProductsOutput().length;
 * ```
 */
export function getProductsOutput(): pulumi.Output<ProductDetails[]> {
  return pulumi.output(getProducts());
}
