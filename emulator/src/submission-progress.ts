import type { Submission, WorkflowStatus } from "./entities";
import type { Pace } from "./pace";
import { edited, failedIn, type Standing, standingAfter } from "./workflow";

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

/** Where a submission stands. */
export interface Progress extends Omit<Standing, "status"> {
  commitStatus: string;
  workflowStatus: WorkflowStatus | null;
}

const receivedMinutes = 2;

function progress(commitStatus: string, { status, ...standing }: Standing): Progress {
  return { commitStatus, workflowStatus: status, ...standing };
}

function waiting(commitStatus: string): Progress {
  return { commitStatus, workflowStatus: null, completed: [], failed: false, minutesSinceDone: undefined };
}

function byClock(submission: Submission, pace: Pace): Progress {
  const { committedAt, packageFaults = [] } = submission;
  if (committedAt === undefined) {
    return waiting("commitPending");
  }
  const minutes = pace.minutesSince(committedAt);
  if (minutes < receivedMinutes) {
    return waiting("CommitReceived");
  }
  return packageFaults.length > 0
    ? progress("commitFailed", failedIn(workflowSteps, 0, packageFaults))
    : progress("commitComplete", standingAfter(workflowSteps, minutes - receivedMinutes, submission));
}

/** Where a submission stands now; what was set with `edit` goes before what follows from the clock. */
export function progressOf(submission: Submission, pace: Pace): Progress {
  const present = byClock(submission, pace);
  const { commitStatus = present.commitStatus, workflowStatus } = submission;
  if (!workflowStatus) {
    const status = workflowStatus === null ? null : present.workflowStatus;
    return { ...present, commitStatus, workflowStatus: status };
  }
  const { status, ...standing } = edited(
    { ...present, status: workflowStatus },
    workflowStatus,
    workflowSteps,
  );
  return { commitStatus, workflowStatus: status, ...standing };
}
