import * as pulumi from "@pulumi/pulumi";
import { isOfType, type OutputsOf, registration, typeOf } from "../dynamic/dev-center-resource";
import { publisherMetadataKind } from "../kinds/publisher-metadata";

/** The submission whose driver metadata is wanted. */
export interface PublisherMetadataArgs {
  /** The product, in this account's own ids: `product.productId`, or what `getRelatedSubmission` gives. Change: replace. */
  readonly productId: pulumi.Input<string>;
  /** The submission, in this account's own ids. Change: replace. */
  readonly submissionId: pulumi.Input<string>;
  /**
   * Minutes that each wait takes at most, 1 at least: for the submission, and then for the metadata, which takes hours.
   * The next `pulumi up` waits on. Change: nothing to do.
   *
   * @default 240
   */
  readonly waitTimeoutMinutes?: pulumi.Input<number> | undefined;
}

/**
 * The driver metadata of a submission that another publisher has shared: such a submission has none until it is asked
 * for, and without it no label of one's own can name hardware ids. Where it is there already, nothing is asked for.
 *
 * Made once and never changed; destroy takes it out of the state only, for there is nothing to delete. To bring in one
 * that exists: the resource option `import: "14631253285588838/1152921504621465124"` (product, submission).
 *
 * Maps to `/my/hardware/products/{productId}/submissions/{submissionId}/createpublishermetadata`. Errors: a check
 * failure per fault in preview; {@link ApiError} when Dev Center refuses. One that is still to come when the time is up
 * stays in state.
 *
 * @example
 * ```ts
 * const shared = devcenter.getRelatedSubmissionOutput({
 *   publisherId: "27691110",
 *   productId: "14631253285588838",
 *   submissionId: "1152921504621465124",
 * });
 * const metadata = new devcenter.PublisherMetadata("shared", {
 *   productId: shared.productId,
 *   submissionId: shared.submissionId,
 * });
 * ```
 * @see [Create publisher metadata](https://learn.microsoft.com/windows-hardware/drivers/dashboard/create-publisher-metadata)
 */
export class PublisherMetadata
  extends pulumi.CustomResource
  implements OutputsOf<typeof publisherMetadataKind>
{
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(publisherMetadataKind.name);

  /** The product, in decimal digits. */
  declare readonly productId: pulumi.Output<string>;
  /** The submission, in decimal digits. */
  declare readonly submissionId: pulumi.Output<string>;
  /** Whether the metadata can be had: what depends on this resource is made after that. */
  declare readonly isReady: pulumi.Output<boolean>;

  constructor(name: string, args: PublisherMetadataArgs, options?: pulumi.CustomResourceOptions) {
    super(...registration(publisherMetadataKind, name, args && { ...args }, options));
  }

  /** Whether a value is a {@link PublisherMetadata}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is PublisherMetadata {
    return isOfType(value, PublisherMetadata.__pulumiType);
  }

  /**
   * Looks whether a submission that this program does not manage has its metadata; fails where it has none.
   *
   * @param id product and submission, such as `"14631253285588838/1152921504621465124"`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): PublisherMetadata {
    return new PublisherMetadata(name, undefined as never, { ...options, id });
  }
}
