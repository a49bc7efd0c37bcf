import type { WorkflowScript, WorkflowStatus } from "../store/entities";

/** How far a workflow has come. */
export interface WorkflowState {
  status: WorkflowStatus;
  /** The steps that are done, by name. */
  completed: readonly string[];
  /** Whether some step has failed. */
  failed: boolean;
  /** Minutes since the last step was done; undefined before. */
  minutesSinceDone: number | undefined;
}

/** Minutes of each step. */
export const stepMinutes = 3;
/** Minutes after which a step shows as completed. */
const startedMinutes = 2;

/** A name with a capital, as the wire writes it in some places. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The state in a step that has begun. */
export function startedIn(steps: readonly string[], step: number, messages: string[] = []): WorkflowState {
  return {
    // The case of a step varies on the wire; a client that compares it exactly should fail here.
    status: { currentStep: pascalCase(steps[step] ?? ""), state: "started", messages },
    completed: steps.slice(0, step),
    failed: false,
    minutesSinceDone: undefined,
  };
}

/** The state in a step that has failed. */
export function failedIn(steps: readonly string[], step: number, messages: string[]): WorkflowState {
  return {
    status: { currentStep: steps[step] ?? "", state: "failed", messages },
    completed: steps.slice(0, step),
    failed: true,
    minutesSinceDone: undefined,
  };
}

/** Position of a step by its name in any case; past the end when there is no such step. */
export function stepIndex(steps: readonly string[], name: string | number | null | undefined): number {
  const wanted = String(name ?? "").toLowerCase();
  const index = steps.findIndex((step) => step.toLowerCase() === wanted);
  return index < 0 ? steps.length : index;
}

/** The state of a workflow after this many minutes, with the step that fails or holds it. */
export function stateAfter(steps: readonly string[], minutes: number, script: WorkflowScript): WorkflowState {
  const last = steps.length - 1;
  const current = Math.min(Math.floor(minutes / stepMinutes), last);
  const failing = stepIndex(steps, script.failStep);
  const holding = stepIndex(steps, script.holdStep);
  if (holding <= Math.min(current, failing)) return startedIn(steps, holding);
  if (failing <= current) {
    return failedIn(steps, failing, script.failMessages ?? [`${steps[failing]} failed.`]);
  }
  if (minutes - current * stepMinutes < startedMinutes) return startedIn(steps, current);
  const doneAfter = last * stepMinutes + startedMinutes;
  return {
    status: { currentStep: steps[current] ?? "", state: "completed", messages: [] },
    completed: steps.slice(0, current + 1),
    failed: false,
    minutesSinceDone: minutes >= doneAfter ? minutes - doneAfter : undefined,
  };
}

/** The state that follows from a status set with `edit`, which wins over the clock. */
export function edited(
  present: WorkflowState,
  status: WorkflowStatus,
  steps: readonly string[],
): WorkflowState {
  const state = status.state.toLowerCase();
  const step = stepIndex(steps, status.currentStep);
  const done = state === "completed";
  const finished = done && step === steps.length - 1;
  // A number names no step, so the clock says how far it is.
  const byClock = done && step === steps.length ? present.minutesSinceDone : undefined;
  return {
    status,
    completed: step === steps.length ? present.completed : steps.slice(0, done ? step + 1 : step),
    failed: state === "failed",
    minutesSinceDone: finished ? Number.POSITIVE_INFINITY : byClock,
  };
}
