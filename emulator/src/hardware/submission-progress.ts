import type { Submission, WorkflowStatus } from "../store/entities";
import { edited, failedIn, stateAfter, type WorkflowState } from "./workflow";
import type { WorkflowSpeed } from "./workflow-speed";

/** The steps a committed package goes through, in order. */
export const workflowSteps: readonly string[] = [
  "packageInfoValidation",
  "preparation",
  "scanning",
  "validation",
  "catalogCreation",
  "manualReview",
  "signing",
  "finalizeIngestion",
];

/** How far a submission has come. */
export interface SubmissionState extends Omit<WorkflowState, "status"> {
  commitStatus: string;
  workflowStatus: WorkflowStatus | null;
}

const receivedMinutes = 2;

function progress(commitStatus: string, { status, ...state }: WorkflowState): SubmissionState {
  return { commitStatus, workflowStatus: status, ...state };
}

function waiting(commitStatus: string): SubmissionState {
  return { commitStatus, workflowStatus: null, completed: [], failed: false, minutesSinceDone: undefined };
}

function byClock(submission: Submission, workflowSpeed: WorkflowSpeed): SubmissionState {
  const { committedAt, packageFaults = [] } = submission;
  if (committedAt === undefined) return waiting("commitPending");
  const minutes = workflowSpeed.minutesSince(committedAt);
  if (minutes < receivedMinutes) return waiting("CommitReceived");
  return packageFaults.length > 0
    ? progress("commitFailed", failedIn(workflowSteps, 0, packageFaults))
    : progress("commitComplete", stateAfter(workflowSteps, minutes - receivedMinutes, submission));
}

/** The state of a submission now. A status set with `edit` wins over the clock. */
export function submissionState(submission: Submission, workflowSpeed: WorkflowSpeed): SubmissionState {
  const present = byClock(submission, workflowSpeed);
  const { commitStatus = present.commitStatus, workflowStatus } = submission;
  if (!workflowStatus) {
    const status = workflowStatus === null ? null : present.workflowStatus;
    return { ...present, commitStatus, workflowStatus: status };
  }
  const { status, ...state } = edited({ ...present, status: workflowStatus }, workflowStatus, workflowSteps);
  return { commitStatus, workflowStatus: status, ...state };
}
