import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { Product, ShippingLabel, Submission } from "../store/entities";
import type { Store } from "../store/store";
import { isFinished } from "./label-progress";
import { packageAddress } from "./submission-package";
import type { WorkflowSpeed } from "./workflow-speed";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly workflowSpeed: WorkflowSpeed;
  readonly publisherId: string;
}

/** The offset between a product's own id and the one it is shared under. */
const sharedIdOffset = 1152921504607010608n - 14631253285588838n;

/** The id a product is shared under. */
export function sharedIdOf(productId: string): string {
  return String(BigInt(productId) + sharedIdOffset);
}

function twinOfProduct({ store, clock, publisherId }: Services, source: Product): Product {
  const twin = store
    .list("product")
    .find((product) => product.sourceProductId === source.id && product.sourcePublisherId === publisherId);
  if (twin) return twin;
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

function twinOfSubmission({ store, clock }: Services, product: Product, source: Submission): Submission {
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

function receivedFrom({ store, publisherId }: Services, label: ShippingLabel): Submission | undefined {
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
export function acceptShare(services: Services, label: ShippingLabel): Submission {
  const { store } = services;
  const product = store.find("product", label.productId);
  const submission = store.find("submission", label.submissionId);
  if (label.destination !== "anotherPartner" || !isFinished(services, label) || !product || !submission) {
    throw new RangeError(`shipping label ${label.id} has shared nothing yet`);
  }
  return (
    receivedFrom(services, label) ?? twinOfSubmission(services, twinOfProduct(services, product), submission)
  );
}

/** Receives whatever this account has shared with itself by now. */
export function acceptOwnShares(services: Services): void {
  const { store, publisherId } = services;
  for (const label of store.list("shippingLabel")) {
    const isOwn = label.recipientSpecifications?.receiverPublisherId === publisherId;
    if (isOwn && !receivedFrom(services, label) && isFinished(services, label)) {
      acceptShare(services, label);
    }
  }
}
