import * as pulumi from "@pulumi/pulumi";
import type { SubmissionDetails } from "../api/submissions";
import { checkIds } from "./decimal-ids";
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

/** A submission as the publisher who shared it knows it. */
export interface GetRelatedSubmissionOutputArgs {
  /** Seller id of that publisher, in decimal digits. */
  readonly publisherId: pulumi.Input<string>;
  /** Its product over there, in decimal digits. */
  readonly productId: pulumi.Input<string>;
  /** Its id over there, in decimal digits. */
  readonly submissionId: pulumi.Input<string>;
}

/**
 * Finds the submission of this account that stands for one that another publisher has shared. Its `productId` and
 * `submissionId` are those to use here. Asks the service at once, in a preview too, so it needs a credential there.
 * Maps to GET `/my/hardware/products/relationships/…`.
 *
 * @throws ApiError with status 404 when nothing of these ids is shared with the account, AuthenticationError,
 * ConfigurationError, ConnectionError
 */
export async function getRelatedSubmission(args: GetRelatedSubmissionArgs): Promise<SubmissionDetails> {
  const { publisherId, productId, submissionId } = args;
  checkIds("getRelatedSubmission", { publisherId, productId, submissionId });
  return ask("getRelatedSubmission", args, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/submissions.js");
    return submissionDetails(await submissions.related({ publisherId, productId, submissionId }));
  });
}

/** The form of {@link getRelatedSubmission} that takes outputs of resources. Asks nothing while they are unknown. */
export function getRelatedSubmissionOutput({
  publisherId,
  productId,
  submissionId,
}: GetRelatedSubmissionOutputArgs): pulumi.Output<SubmissionDetails> {
  return pulumi.output({ publisherId, productId, submissionId }).apply(getRelatedSubmission);
}
