import type { SubmissionRecord } from "../../api/endpoints/submissions";
import { ApiError } from "../../api/errors/api-error";
import { mayHaveTakenEffect } from "../../api/errors/may-have-taken-effect";
import type { Context } from "../core/lifecycle";
import { pauseIfAsked } from "../core/requested-pause";

/** Whether the package was handed in, so that it can never be another one. */
export function isCommitted(commitStatus: unknown): boolean {
  return commitStatus !== undefined && commitStatus !== null && commitStatus !== "commitPending";
}

const commitAttempts = 3;

/** The service has been seen to refuse a commit with 502 although it was done, so its own word decides. */
export async function commit(
  context: Context,
  { productId, submissionId }: Pick<SubmissionRecord, "productId" | "submissionId">,
): Promise<void> {
  const { submissions } = context.devCenter;
  for (let attempt = 1; ; attempt++) {
    try {
      await submissions.commit(productId, submissionId);
      return;
    } catch (error) {
      if (!mayBeCommitted(error)) throw error;
      await pauseIfAsked(context, error);
      const { commitStatus } = await submissions.get(productId, submissionId);
      if (isCommitted(commitStatus) || isPendingNoMore(error)) return;
      // It accepts a submission once, so to ask again is safe.
      if (attempt === commitAttempts) throw error;
    }
  }
}

/** That it is pending no more proves that it was committed, whatever a GET that is behind still shows. */
export function isPendingNoMore(error: unknown): boolean {
  return (
    error instanceof ApiError && error.status < 500 && /only pending submissions/i.test(error.reason ?? "")
  );
}

function mayBeCommitted(error: unknown): boolean {
  return (
    mayHaveTakenEffect(error) || (error instanceof ApiError && error.says("RequestInvalidForCurrentState"))
  );
}
