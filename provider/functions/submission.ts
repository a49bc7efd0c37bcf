import * as pulumi from "@pulumi/pulumi";
import type { SubmissionDetails } from "../api/submissions";
import { checkIds } from "./decimal-ids";
import { ask } from "./program-session";

export interface GetSubmissionArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
  /** Decimal digits, such as "1152921504621465124". */
  readonly submissionId: string;
}

export interface GetSubmissionOutputArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: pulumi.Input<string>;
  /** Decimal digits, such as "1152921504621465124". */
  readonly submissionId: pulumi.Input<string>;
}

/**
 * Reads one submission with its workflow, also one that nobody declares. Links are left out, for they expire and are
 * secrets: `devcenter submissions download` fetches what `downloads` names. Asks the service at once, in a preview
 * too, so it needs a credential there. Maps to GET `/my/hardware/products/{productId}/submissions/{submissionId}`.
 *
 * @throws ApiError with status 404 when there is no such submission, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getSubmission(args: GetSubmissionArgs): Promise<SubmissionDetails> {
  const { productId, submissionId } = args;
  checkIds("getSubmission", { productId, submissionId });
  return ask("getSubmission", args, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/submissions.js");
    return submissionDetails(await submissions.get(productId, submissionId));
  });
}

/** The form of {@link getSubmission} that takes outputs of resources. Asks nothing while they are unknown. */
export function getSubmissionOutput({
  productId,
  submissionId,
}: GetSubmissionOutputArgs): pulumi.Output<SubmissionDetails> {
  return pulumi.output({ productId, submissionId }).apply(getSubmission);
}

export interface GetSubmissionsArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
}

export interface GetSubmissionsOutputArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: pulumi.Input<string>;
}

/**
 * Reads all submissions of a product, without their workflow and downloads, which the service leaves out of lists.
 * Maps to GET `/my/hardware/products/{productId}/submissions`.
 *
 * @throws ApiError with status 404 when there is no such product, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getSubmissions({ productId }: GetSubmissionsArgs): Promise<SubmissionDetails[]> {
  checkIds("getSubmissions", { productId });
  return ask("getSubmissions", { productId }, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/submissions.js");
    return (await submissions.list(productId)).map(submissionDetails);
  });
}

/** The form of {@link getSubmissions} that takes outputs of resources. Asks nothing while they are unknown. */
export function getSubmissionsOutput({
  productId,
}: GetSubmissionsOutputArgs): pulumi.Output<SubmissionDetails[]> {
  return pulumi.output({ productId }).apply(getSubmissions);
}
