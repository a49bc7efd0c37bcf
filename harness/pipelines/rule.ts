import type { Job, Pipeline } from "./pipeline";

/** What must hold of a pipeline: a sentence, and whether it is so. */
export interface Rule {
  readonly says: string;
  readonly holds: (pipeline: Pipeline) => boolean;
}

/** The jobs that every pipeline has. */
export const jobNames = ["preview", "fork", "plan", "up", "drift", "purge"] as const;
export type JobName = (typeof jobNames)[number];

export function rule(says: string, holds: Rule["holds"]): Rule {
  return { says, holds };
}

/** A rule for one job. */
export function of(name: JobName, says: string, holds: (job: Job, pipeline: Pipeline) => boolean): Rule {
  return rule(`${name}: ${says}`, (pipeline) => {
    const job = pipeline.jobs.get(name);
    return job !== undefined && holds(job, pipeline);
  });
}

/** All scripts of a job, in their order. */
export function scriptOf({ steps }: Job): string {
  return steps.map((step) => (step.kind === "script" ? step.script : "")).join("\n");
}

/** The command lines of a job that begin so, without what joins them to others. */
export function lines(job: Job, command: string): string[] {
  const all = scriptOf(job).split(/\n|\d\) |;; /);
  return all.map((line) => line.trim()).filter((line) => line.startsWith(command));
}

/** Whether exactly one command begins so and has all these options, and none of those. */
export function runs(
  job: Job,
  command: string,
  has: readonly string[],
  lacks: readonly string[] = [],
): boolean {
  const [line, ...others] = lines(job, command);
  const words = ` ${line ?? ""} `;
  return (
    line !== undefined &&
    others.length === 0 &&
    has.every((option) => words.includes(` ${option} `)) &&
    lacks.every((option) => !words.includes(` ${option} `))
  );
}

/** Whether all these stand in the scripts of a job, in this order. */
export function inOrder(job: Job, ...commands: readonly string[]): boolean {
  const places = commands.map((command) => scriptOf(job).indexOf(command));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}
