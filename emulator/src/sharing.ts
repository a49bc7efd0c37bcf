import { randomBytes } from "node:crypto";
import type { Emulation } from "./emulation";
import type { Product, ShippingLabel, Submission } from "./entities";
import { isFinished } from "./label-progress";
import { packageAddress } from "./submission-package";

/** The offset between a product's own id and the one it is shared under. */
const sharedIdOffset = 1152921504607010608n - 14631253285588838n;

/** The id a product is shared under. */
export function sharedIdOf(productId: string): string {
  return String(BigInt(productId) + sharedIdOffset);
}

function twinOfProduct({ store, clock, publisherId }: Emulation, source: Product): Product {
  const twin = store
    .list("product")
    .find((product) => product.sourceProductId === source.id && product.sourcePublisherId === publisherId);
  if (twin) {
    return twin;
  }
  const id = store.nextId("product");
  const now = clock.now().toISOString();
  const product: Product = {
    ...structuredClone(source),
    id,
    sharedProductId: source.sharedProductId,
    originType: "shared",
    sourceProductId: source.id,
    sourcePublisherId: publisherId,
    createdAt: now,
    modifiedAt: now,
  };
  store.insert("product", product);
  return product;
}

function twinOfSubmission({ store, clock }: Emulation, product: Product, source: Submission): Submission {
  const id = store.nextId("submission");
  const submission: Submission = {
    ...structuredClone(source),
    id,
    productId: product.id,
    container: `submission-${id}-${randomBytes(6).toString("hex")}`,
    packageContainer: packageAddress(source).container,
    sourceSubmissionId: source.id,
    lacksDriverMetadata: true,
    createdAt: clock.now().toISOString(),
  };
  store.insert("submission", submission);
  return submission;
}

function receivedFrom({ store, publisherId }: Emulation, label: ShippingLabel): Submission | undefined {
  return store
    .list("submission")
    .find(
      ({ sourceSubmissionId, productId }) =>
        sourceSubmissionId === label.submissionId &&
        store.find("product", productId)?.sourcePublisherId === publisherId,
    );
}

/**
 * Makes the product and the submission by which the receiver of a label sees what is shared, in this account.
 * Throws a RangeError when the label does not share, or has not finished.
 */
export function receive(emulation: Emulation, label: ShippingLabel): Submission {
  const { store } = emulation;
  const product = store.find("product", label.productId);
  const submission = store.find("submission", label.submissionId);
  if (label.destination !== "anotherPartner" || !isFinished(emulation, label) || !product || !submission) {
    throw new RangeError(`shipping label ${label.id} has shared nothing yet`);
  }
  return (
    receivedFrom(emulation, label) ??
    twinOfSubmission(emulation, twinOfProduct(emulation, product), submission)
  );
}

/** Receives whatever this account has shared with itself by now. */
export function receiveOwn(emulation: Emulation): void {
  const { store, publisherId } = emulation;
  for (const label of store.list("shippingLabel")) {
    const isOwn = label.recipientSpecifications?.receiverPublisherId === publisherId;
    if (isOwn && !receivedFrom(emulation, label) && isFinished(emulation, label)) {
      receive(emulation, label);
    }
  }
}
