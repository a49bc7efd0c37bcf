import type * as pulumi from "@pulumi/pulumi";
import type { SubmissionDetails } from "../api/endpoints/submission-details";
import { checkIds } from "./decimal-ids";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** The submission that is wanted. */
export interface GetSubmissionArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
  /** Decimal digits, such as "1152921504621465124". */
  readonly submissionId: string;
}

/** {@link GetSubmissionArgs}, each of which may be an output. */
export type GetSubmissionOutputArgs = InputArgs<GetSubmissionArgs>;

/**
 * Reads one submission with its workflow, also one that no program declares. Links are left out, for they expire and are
 * secrets: `devcenter submissions download` fetches what `downloads` names. Asks the service at once, in a preview
 * too, so it needs a credential there. Maps to GET `/my/hardware/products/{productId}/submissions/{submissionId}`.
 *
 * @example
 * ```ts
 * const submission = await devcenter.getSubmission({
 *   productId: "14631253285588838",
 *   submissionId: "1152921504621465124",
 * });
 * export const isSigned = submission.downloads.includes("signedPackage");
 * ```
 * @see [Get a submission](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-a-submission)
 * @throws ApiError with status 404 when there is no such submission, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getSubmission(args: GetSubmissionArgs): Promise<SubmissionDetails> {
  const { productId, submissionId } = args;
  checkIds("getSubmission", { productId, submissionId });
  return ask("getSubmission", args, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/endpoints/submission-details.js");
    return submissionDetails(await submissions.get(productId, submissionId));
  });
}

/**
 * The form of {@link getSubmission} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const submission = devcenter.Submission.get("nic", "14631253285588838/1152921504621465124");
 * export const downloads = devcenter.getSubmissionOutput(submission).downloads;
 * ```
 */
export function getSubmissionOutput(args: GetSubmissionOutputArgs): pulumi.Output<SubmissionDetails> {
  const { productId, submissionId } = args;
  return whenKnown({ productId, submissionId }, getSubmission);
}

/** The product whose submissions are wanted. */
export interface GetSubmissionsArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
}

/** {@link GetSubmissionsArgs}, each of which may be an output. */
export type GetSubmissionsOutputArgs = InputArgs<GetSubmissionsArgs>;

/**
 * Reads all submissions of a product, without their workflow and downloads, which the service leaves out of lists.
 * Maps to GET `/my/hardware/products/{productId}/submissions`.
 *
 * @example
 * ```ts
 * const all = await devcenter.getSubmissions({ productId: "14631253285588838" });
 * export const initial = all.find(({ type }) => type?.toLowerCase() === "initial")?.submissionId;
 * ```
 * @see [Get all submissions](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-all-submissions)
 * @throws ApiError with status 404 when there is no such product, AuthenticationError, ConfigurationError,
 * ConnectionError
 */
export async function getSubmissions(args: GetSubmissionsArgs): Promise<SubmissionDetails[]> {
  const { productId } = args;
  checkIds("getSubmissions", { productId });
  return ask("getSubmissions", { productId }, async ({ submissions }) => {
    const { submissionDetails } = await import("../api/endpoints/submission-details.js");
    return (await submissions.list(productId)).map(submissionDetails);
  });
}

/**
 * The form of {@link getSubmissions} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const product = devcenter.Product.get("nic", "14631253285588838");
 * export const submissions = devcenter.getSubmissionsOutput({ productId: product.productId });
 * ```
 */
export function getSubmissionsOutput(args: GetSubmissionsOutputArgs): pulumi.Output<SubmissionDetails[]> {
  const { productId } = args;
  return whenKnown({ productId }, getSubmissions);
}
