import type * as pulumi from "@pulumi/pulumi";
import type { SubmissionDetails } from "../api/endpoints/submission-details";
import { checkIds } from "./decimal-ids";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** A submission as the publisher who shared it knows it. */
export interface GetRelatedSubmissionArgs {
  /** Seller id of that publisher, in decimal digits. */
  readonly publisherId: string;
  /** Its product over there, in decimal digits. */
  readonly productId: string;
  /** Its id over there, in decimal digits. */
  readonly submissionId: string;
}

/** {@link GetRelatedSubmissionArgs}, each of which may be an output. */
export type GetRelatedSubmissionOutputArgs = InputArgs<GetRelatedSubmissionArgs>;

/**
 * Finds the submission of this account that stands for one that another publisher has shared. Its `productId` and
 * `submissionId` are those to use here. Asks the service at once, in a preview too, so it needs a credential there.
 * Maps to GET `/my/hardware/products/relationships/…`.
 *
 * @example
 * ```ts
 * const here = await devcenter.getRelatedSubmission({
 *   publisherId: "27691110",
 *   productId: "14631253285588838",
 *   submissionId: "1152921504621465124",
 * });
 * new devcenter.PublisherMetadata("shared", { productId: here.productId, submissionId: here.submissionId });
 * ```
 * @see [Sharing drivers with your partners](https://learn.microsoft.com/windows-hardware/drivers/dashboard/sharing-drivers-with-your-partners)
 * @throws ApiError with status 404 when nothing of these ids is shared with the account, AuthenticationError,
 * ConfigurationError, ConnectionError
 */
export async function getRelatedSubmission(args: GetRelatedSubmissionArgs): Promise<SubmissionDetails> {
  const { publisherId, productId, submissionId } = args;
  checkIds("getRelatedSubmission", { publisherId, productId, submissionId });
  return ask("getRelatedSubmission", args, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/endpoints/submission-details.js");
    return submissionDetails(await submissions.related({ publisherId, productId, submissionId }));
  });
}

/**
 * The form of {@link getRelatedSubmission} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const partner = new pulumi.StackReference("partner/nic/prod");
 * const here = devcenter.getRelatedSubmissionOutput({
 *   publisherId: "27691110",
 *   productId: partner.requireOutput("productId"),
 *   submissionId: partner.requireOutput("submissionId"),
 * });
 * ```
 */
export function getRelatedSubmissionOutput(
  args: GetRelatedSubmissionOutputArgs,
): pulumi.Output<SubmissionDetails> {
  const { publisherId, productId, submissionId } = args;
  return whenKnown({ publisherId, productId, submissionId }, getRelatedSubmission);
}
