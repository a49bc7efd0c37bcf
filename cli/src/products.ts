import type { Command } from "commander";
import { type ProductDetails, partnerCenterUrl, productDetails } from "pulumi-devcenter/internal";
import { decimalId } from "./ids";
import type { OpenSession } from "./session";
import { properties, table } from "./table";

/** `devcenter products`. */
export function addProducts(program: Command, open: OpenSession): void {
  const products = program.command("products").description("hardware products of the account");

  products
    .command("list")
    .description("all products: fifty a request, and an account can have many thousand")
    .action(async (_options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = (await devCenter.products.list()).map(productDetails);
      show(found, () => tableOf(found));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter products list --json | jq '.[].productId'");

  products
    .command("show")
    .description("one product")
    .argument("<productId>", "id in decimal digits", decimalId)
    .action(async (productId: string, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const details = productDetails(await devCenter.products.get(productId));
      const product = { ...details, partnerCenterUrl: partnerCenterUrl({ productId }) };
      show(product, () => textOf(product));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter products show 14631253285588838");
}

function tableOf(products: readonly ProductDetails[]): string {
  return table(
    ["PRODUCT", "NAME", "HARNESS", "SIGNATURES", "COMMITTED", "CREATED"],
    products.map((product) => [
      product.productId,
      product.productName,
      product.testHarness,
      product.requestedSignatures,
      product.isCommitted,
      product.createdDateTime,
    ]),
  );
}

function textOf({
  selectedProductTypes,
  additionalAttributes,
  ...product
}: ProductDetails & { readonly partnerCenterUrl: string }): string {
  return properties({
    ...product,
    selectedProductTypes: Object.entries(selectedProductTypes).map(([family, type]) => `${family}: ${type}`),
    additionalAttributes: additionalAttributes && JSON.stringify(additionalAttributes),
  });
}
