import type { SubmissionRecord } from "../../api/endpoints/submissions";
import type { WorkflowStatus } from "../../api/endpoints/workflow-status";
import { ApiError } from "../../api/errors/api-error";
import type { Context } from "../core/lifecycle";
import { PermanentFailureError } from "../core/permanent-failure";
import { logChanges, pollUntil } from "../core/polling";
import { statusText, workflowStatusOf } from "./progress";

/** Something that the service grants only once a submission has come far enough. */
export interface GuardedRequest<T> {
  readonly productId: string;
  readonly submissionId: string;
  /** The step that has to be done. */
  readonly step: (typeof submissionSteps)[number];
  readonly timeoutMinutes: number;
  /** The request itself. */
  readonly ask: () => Promise<T>;
}

/** In their order. */
export const submissionSteps = [
  "packageInfoValidation",
  "preparation",
  "scanning",
  "validation",
  "catalogCreation",
  "manualReview",
  "signing",
  "finalizeIngestion",
] as const;

type StepStatus = "not yet" | "ready" | "unknown" | "failed";

/** How a submission stands to a step, by its own word. */
export function statusAt(
  {
    commitStatus,
    workflowStatus,
  }: { commitStatus?: string | undefined; workflowStatus?: WorkflowStatus | undefined },
  step: GuardedRequest<unknown>["step"],
): StepStatus {
  if (commitStatus === "commitFailed" || workflowStatus?.state === "failed") return "failed";
  if (workflowStatus === undefined) return "not yet";
  const current = submissionSteps.findIndex(
    (name) => name.toLowerCase() === workflowStatus.currentStep.toLowerCase(),
  );
  // The service has been seen to write a number.
  if (current === -1) return "unknown";
  const wanted = submissionSteps.indexOf(step);
  return current > wanted || (current === wanted && workflowStatus.state === "completed")
    ? "ready"
    : "not yet";
}

export function describeStatus(record: SubmissionRecord): string {
  return `submission ${record.productId}/${record.submissionId} is at ${statusText(record)}`;
}

/** The error of a submission that will never get there. */
export function submissionFailure(record: SubmissionRecord, cause?: unknown): Error {
  const messages = record.workflowStatus?.messages.join(" ") || "Dev Center gives no reason";
  return new PermanentFailureError(
    `The ${describeStatus(record)}: ${messages}\nNothing can be made of it. Declare another submission.`,
    { cause },
  );
}

/**
 * Asks; where the service refuses because of the submission's state, waits until the submission itself says that it
 * is far enough, and asks again. What it refuses even then, it refuses for another reason.
 */
export async function retryUntilReady<T>(context: Context, asking: GuardedRequest<T>): Promise<T> {
  const { productId, submissionId, step, timeoutMinutes } = asking;
  const tell = logChanges(context);
  let refusal: ApiError | undefined;
  let latest = "";

  async function attempt(): Promise<{ granted: T } | undefined> {
    try {
      return { granted: await asking.ask() };
    } catch (error) {
      // A gateway that failed knows nothing of states, whatever it says: the request may have been carried out.
      const isRefusal = error instanceof ApiError && error.status < 500;
      if (!isRefusal || !error.says("RequestInvalidForCurrentState")) throw error;
      refusal = error;
      return undefined;
    }
  }

  async function standing(): Promise<StepStatus> {
    const record = await context.devCenter.submissions.get(productId, submissionId);
    latest = describeStatus(record);
    // A signed package is proof that every step is done, where the step itself is a mere number.
    const where = statusAt({ ...record, workflowStatus: workflowStatusOf(record) }, step);
    if (where === "failed") throw submissionFailure(record, refusal);
    if (where === "not yet") tell(`Waiting: ${latest}, ${step} is not done yet.`);
    return where;
  }

  const { granted } = await pollUntil(context, {
    timeoutMinutes,
    async poll() {
      if (refusal !== undefined && (await standing()) === "not yet") return undefined;
      const first = await attempt();
      if (first !== undefined || (await standing()) !== "ready") return first;
      // The step may have ended between the refusal and the look at it.
      const second = await attempt();
      if (second === undefined) throw refusal;
      return second;
    },
    whenTimeIsUp: () =>
      `The ${latest}; ${step} is not done after ${timeoutMinutes} minutes (waitTimeoutMinutes). Run pulumi up again later.`,
  });
  return granted;
}
