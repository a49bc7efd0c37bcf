import type { ShippingLabel } from "../store/entities";
import type { Store } from "../store/store";
import { submissionState } from "./submission-progress";
import {
  edited,
  failedIn,
  startedIn,
  stateAfter,
  stepIndex,
  stepMinutes,
  type WorkflowState,
} from "./workflow";
import type { WorkflowSpeed } from "./workflow-speed";

/** What a label's state follows from. */
export interface LabelServices {
  readonly store: Store;
  readonly workflowSpeed: WorkflowSpeed;
}

const firstSteps = ["created", "preProcessShippingLabel", "finalizePreProcessing", "publishJobValidation"];

/** The steps of a label, in order, by its destination. */
export const labelSteps: Readonly<Record<ShippingLabel["destination"], readonly string[]>> = {
  windowsUpdate: [...firstSteps, "updateGeneration", "microsoftApproval", "publishing", "finalizePublishing"],
  anotherPartner: [...firstSteps, "processSharing", "finalizeSharing"],
};

const cancellationMinutes = 24 * 60;
const cancellable = new Set(["microsoftapproval", "publishing"]);
/** The step that waits for the submission itself. */
const validation = firstSteps.indexOf("publishJobValidation");

function cancelled(label: ShippingLabel, steps: readonly string[], minutes: number): WorkflowState {
  const step = stepIndex(steps, label.cancelStep);
  return minutes < cancellationMinutes
    ? startedIn(steps, step, ["Cancellation was requested."])
    : failedIn(steps, step, ["The shipping label was cancelled."]);
}

function byClock({ store, workflowSpeed }: LabelServices, label: ShippingLabel): WorkflowState {
  const steps = labelSteps[label.destination];
  if (label.cancelledAt !== undefined) {
    return cancelled(label, steps, workflowSpeed.minutesSince(label.cancelledAt));
  }
  const minutes = workflowSpeed.minutesSince(label.workflowSince);
  const waitsFrom = validation * stepMinutes;
  const submission = store.find("submission", label.submissionId);
  const progress = submission && submissionState(submission, workflowSpeed);
  if (!progress || minutes < waitsFrom) return stateAfter(steps, minutes, label);
  if (progress.failed) return failedIn(steps, validation, ["The submission has failed."]);
  const sinceSubmission = progress.minutesSinceDone ?? 0;
  return stateAfter(steps, Math.min(minutes, waitsFrom + sinceSubmission), label);
}

/** The state of a label now. A status set with `edit` wins over the clock. */
export function labelState(services: LabelServices, label: ShippingLabel): WorkflowState {
  const state = byClock(services, label);
  const { workflowStatus } = label;
  return workflowStatus ? edited(state, workflowStatus, labelSteps[label.destination]) : state;
}

/** Whether a label has gone through all its steps. */
export function isFinished(services: LabelServices, label: ShippingLabel): boolean {
  return labelState(services, label).minutesSinceDone !== undefined;
}

/** Whether a label can be cancelled: during approval and gradual rollout. */
export function isCancellable({ status, failed }: WorkflowState): boolean {
  return !failed && cancellable.has(String(status.currentStep).toLowerCase());
}
