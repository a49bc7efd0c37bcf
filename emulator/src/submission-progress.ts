import type { Submission, WorkflowStatus } from "./entities";

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

/** Where a submission stands, by the clock. */
export interface Progress {
  commitStatus: string;
  workflowStatus: WorkflowStatus | null;
  /** The steps that are done, by name. */
  completed: readonly string[];
  /** Whether some step has failed. */
  failed: boolean;
  /** Minutes since the last step was done; undefined before. */
  minutesSinceDone: number | undefined;
}

const minuteMs = 60_000;
const receivedMinutes = 2;
const stepMinutes = 3;
/** Of each step's minutes, those after which it shows as completed. */
const startedMinutes = 2;

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function failure(step: string, messages: string[], completed: readonly string[] = []): Progress {
  return {
    commitStatus: completed.length === 0 && step === "" ? "commitFailed" : "commitComplete",
    workflowStatus: { currentStep: step || "packageInfoValidation", state: "failed", messages },
    completed,
    failed: true,
    minutesSinceDone: undefined,
  };
}

function waiting(commitStatus: string): Progress {
  return { commitStatus, workflowStatus: null, completed: [], failed: false, minutesSinceDone: undefined };
}

function inWorkflow(submission: Submission, minutes: number): Progress {
  const current = Math.min(Math.floor(minutes / stepMinutes), workflowSteps.length - 1);
  const failing = workflowSteps.findIndex(
    (step) => step.toLowerCase() === submission.failStep?.toLowerCase(),
  );
  if (failing >= 0 && failing <= current) {
    const step = workflowSteps[failing] ?? "";
    return failure(step, submission.failMessages ?? [`${step} failed.`], workflowSteps.slice(0, failing));
  }
  const done = minutes - current * stepMinutes >= startedMinutes;
  const step = workflowSteps[current] ?? "";
  const doneAfter = (workflowSteps.length - 1) * stepMinutes + startedMinutes;
  return {
    commitStatus: "commitComplete",
    // The case of a step varies on the wire; a client that compares it exactly should notice here.
    workflowStatus: {
      currentStep: done ? step : pascal(step),
      state: done ? "completed" : "started",
      messages: [],
    },
    completed: workflowSteps.slice(0, done ? current + 1 : current),
    failed: false,
    minutesSinceDone: minutes >= doneAfter ? minutes - doneAfter : undefined,
  };
}

function byClock(submission: Submission, now: Date): Progress {
  if (submission.committedAt === undefined) {
    return waiting("commitPending");
  }
  const minutes = (now.getTime() - Date.parse(submission.committedAt)) / minuteMs;
  if (minutes < receivedMinutes) {
    return waiting("CommitReceived");
  }
  return submission.hadPackage
    ? inWorkflow(submission, minutes - receivedMinutes)
    : failure("", ["No package was uploaded before the commit."]);
}

/** Where a submission stands now; what was set with `edit` goes before what follows from the clock. */
export function progressOf(submission: Submission, now: Date): Progress {
  const progress = byClock(submission, now);
  const { commitStatus = progress.commitStatus, workflowStatus = progress.workflowStatus } = submission;
  const edited = workflowStatus !== progress.workflowStatus;
  const step = String(workflowStatus?.currentStep).toLowerCase();
  const state = workflowStatus?.state.toLowerCase();
  const finished = edited && step === "finalizeingestion" && state === "completed";
  return {
    ...progress,
    commitStatus,
    workflowStatus,
    failed: edited ? state === "failed" : progress.failed,
    ...(finished && { completed: workflowSteps, minutesSinceDone: Number.POSITIVE_INFINITY }),
  };
}
