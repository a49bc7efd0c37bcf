import { commandRules } from "./command-rules";
import type { Pipeline } from "./pipeline";
import { rightsRules } from "./rights-rules";
import { jobNames } from "./rule";

/** The rules that a pipeline breaks, as sentences. */
export function brokenRules(pipeline: Pipeline): string[] {
  const missing = jobNames.filter((name) => !pipeline.jobs.has(name)).map((name) => `there is a job ${name}`);
  if (missing.length > 0) return missing;
  return [...rightsRules, ...commandRules].filter(({ holds }) => !holds(pipeline)).map(({ says }) => says);
}
