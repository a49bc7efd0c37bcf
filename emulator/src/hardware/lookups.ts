import { hardwareRefusal } from "../http/refusals";
import type { Product, Submission } from "../store/entities";
import type { Store } from "../store/store";

/** A request that names a product. */
export interface ByProduct {
  Params: { productId: string };
}

/** A request that names a submission. */
export interface BySubmission {
  Params: { productId: string; submissionId: string };
}

/** One product. Throws the refusal of the service when there is none with that id. */
export function existingProduct(store: Store, id: string): Product {
  const product = store.find("product", id);
  if (!product) throw hardwareRefusal(404, "EntityNotFound", "Product not found");
  return product;
}

/** The submissions of one product, in the order they were made. */
export function submissionsOf(store: Store, product: Product): Submission[] {
  return store.list("submission").filter(({ productId }) => productId === product.id);
}

/** Whether a product cannot be changed: by default, one of another publisher. */
export function isReadOnly({ readOnly, originType }: Product): boolean {
  return readOnly ?? originType === "shared";
}

/** A submission with its product. */
export interface SubmissionOfProduct {
  product: Product;
  submission: Submission;
}

/** One submission of a product. Throws the refusal of the service when either is missing. */
export function existingSubmission(
  store: Store,
  { productId, submissionId }: BySubmission["Params"],
): SubmissionOfProduct {
  const product = existingProduct(store, productId);
  const submission = submissionsOf(store, product).find(({ id }) => id === submissionId);
  if (!submission) throw hardwareRefusal(404, "EntityNotFound", "No submission found");
  return { product, submission };
}
