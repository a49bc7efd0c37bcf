import type { WorkflowStatus } from "../../api/endpoints/workflow-status";
import type { Values } from "../core/lifecycle";
import { firstPauseMs, longestPauseMs, pauseGrowth } from "../core/polling";
import { isCommitted } from "../submission/commit";
import { isSigned } from "../submission/progress";
import { submissionSteps } from "../submission/retry-until-ready";

/**
 * What Dev Center takes as a rule, in minutes after the commit of a submission: until it shows as committed, until labels
 * can be made of it, until all its steps are done, until its signed package and its driver metadata can be had.
 */
export const usualMinutes = { committed: 2, prepared: 7, done: 25, signed: 26, metadata: 27 } as const;
/** From the request for a metadata file that a submission lacks. */
export const publisherMetadataMinutes = 120;

/** Each step of a workflow takes as long as any other, as a rule; it shows as completed a minute before the next begins. */
const stepMinutes = 3;
const completedAfter = 2;

const firstLabelSteps = [
  "created",
  "preProcessShippingLabel",
  "finalizePreProcessing",
  "publishJobValidation",
];
const published = [
  ...firstLabelSteps,
  "updateGeneration",
  "microsoftApproval",
  "publishing",
  "finalizePublishing",
];
const shared = [...firstLabelSteps, "processSharing", "finalizeSharing"];
/** From here on a label needs its submission to be done. */
export const labelMinutesBeforeSubmission = firstLabelSteps.indexOf("publishJobValidation") * stepMinutes;

function stepsOf({ destination }: Values): readonly string[] {
  return String(destination).toLowerCase() === "anotherpartner" ? shared : published;
}

/** How long a label is under way, once its submission is done. */
export function labelMinutes(label: Values): number {
  return (stepsOf(label).length - 1) * stepMinutes + completedAfter;
}

/** How long a label that stands in state is still under way; 0: it is not. */
export function labelMinutesLeft(outputs: Values): number {
  return Math.max(0, labelMinutes(outputs) - minutesInto(stepsOf(outputs), outputs.workflowStatus));
}

/** How long ago a submission that stands in state was committed; undefined: it was not. */
export function minutesSinceCommit(outputs: Values): number | undefined {
  if (!isCommitted(outputs.commitStatus)) return undefined;
  const { workflowStatus } = outputs;
  if (isSigned({ workflowStatus } as Parameters<typeof isSigned>[0])) return Number.POSITIVE_INFINITY;
  return outputs.commitStatus === "commitComplete"
    ? usualMinutes.committed + minutesInto(submissionSteps, workflowStatus)
    : 0;
}

function minutesInto(steps: readonly string[], status: unknown): number {
  if (status === null || typeof status !== "object") return 0;
  const { currentStep, state } = status as WorkflowStatus;
  if (state === "failed") return Number.POSITIVE_INFINITY;
  const step = steps.findIndex((name) => name.toLowerCase() === String(currentStep).toLowerCase());
  return Math.max(0, step) * stepMinutes + (state === "completed" ? completedAfter : 0);
}

/** What a wait for something that comes in so many minutes asks beyond its first look, and how long it takes. */
export function pollsFor(minutes: number): { readonly polls: number; readonly took: number } {
  let [polls, tookMs] = [0, 0];
  // A wait of more than a month is none.
  const wantedMs = Math.min(minutes, 31 * 24 * 60) * 60_000;
  for (
    let pauseMs: number = firstPauseMs;
    tookMs < wantedMs;
    pauseMs = Math.min(longestPauseMs, pauseMs * pauseGrowth)
  ) {
    tookMs += pauseMs;
    polls++;
  }
  return { polls, took: tookMs / 60_000 };
}
