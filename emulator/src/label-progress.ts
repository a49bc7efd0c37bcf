import type { Emulation } from "./emulation";
import type { ShippingLabel } from "./entities";
import { progressOf } from "./submission-progress";
import {
  edited,
  failedIn,
  type Standing,
  standingAfter,
  startedIn,
  stepIndex,
  stepMinutes,
} from "./workflow";

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

function cancelled(label: ShippingLabel, steps: readonly string[], minutes: number): Standing {
  const step = stepIndex(steps, label.cancelStep);
  return minutes < cancellationMinutes
    ? startedIn(steps, step, ["Cancellation was requested."])
    : failedIn(steps, step, ["The shipping label was cancelled."]);
}

function byClock({ store, pace }: Emulation, label: ShippingLabel): Standing {
  const steps = labelSteps[label.destination];
  if (label.cancelledAt !== undefined) {
    return cancelled(label, steps, pace.minutesSince(label.cancelledAt));
  }
  const minutes = pace.minutesSince(label.workflowSince);
  const waitsFrom = validation * stepMinutes;
  const submission = store.find("submission", label.submissionId);
  const progress = submission && progressOf(submission, pace);
  if (!progress || minutes < waitsFrom) {
    return standingAfter(steps, minutes, label);
  }
  if (progress.failed) {
    return failedIn(steps, validation, ["The submission has failed."]);
  }
  const sinceSubmission = progress.minutesSinceDone ?? 0;
  return standingAfter(steps, Math.min(minutes, waitsFrom + sinceSubmission), label);
}

/** Where a label stands now; what was set with `edit` goes before what follows from the clock. */
export function labelStanding(emulation: Emulation, label: ShippingLabel): Standing {
  const standing = byClock(emulation, label);
  const { workflowStatus } = label;
  return workflowStatus ? edited(standing, workflowStatus, labelSteps[label.destination]) : standing;
}

/** Whether a label has gone through all its steps. */
export function isFinished(emulation: Emulation, label: ShippingLabel): boolean {
  return labelStanding(emulation, label).minutesSinceDone !== undefined;
}

/** Whether the service lets a label be cancelled: while it is approved, or published little by little. */
export function isCancellable({ status, failed }: Standing): boolean {
  return !failed && cancellable.has(String(status.currentStep).toLowerCase());
}
