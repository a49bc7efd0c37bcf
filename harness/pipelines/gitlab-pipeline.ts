import { parse } from "yaml";
import {
  type Job,
  list,
  type Mapping,
  mapping,
  type Occasion,
  type Pipeline,
  type Step,
  texts,
} from "./pipeline";

const mergeRequest = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const isOwn = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID";
const occasions: Readonly<Record<string, Occasion>> = {
  [`${mergeRequest} && ${isOwn}`]: "pull request",
  [`${mergeRequest} && ${isOwn.replace("==", "!=")}`]: "fork",
  [`${mergeRequest.replace("==", "!=")} && $CI_PIPELINE_SOURCE != "schedule"`]: "merge",
  '$CI_PIPELINE_SOURCE == "schedule"': "night",
};
/** What is no job. */
const words = new Set(["image", "stages", "workflow", "default", "variables", "include", "spec"]);

/** Reads a pipeline of GitLab CI. */
export function readGitLabPipeline(text: string): Pipeline {
  const whole = mapping(parse(text));
  const defaults = mapping(whole.default);
  const jobs = Object.keys(whole)
    .filter((name) => !words.has(name) && !name.startsWith("."))
    .map((name) => readJob(name, { ...defaults, ...extended(whole, name) }, whole));
  // Jobs of the same group wait for each other.
  const groups = new Map(Object.keys(whole).map((name) => [name, extended(whole, name).resource_group]));
  const group = groups.get("up");
  const isShared = group !== undefined && ["plan", "drift"].every((name) => groups.get(name) === group);
  const cancels = Object.values(whole).some((value) => mapping(value).interruptible === true);
  return {
    forge: "gitlab",
    triggers: mapping(whole.workflow),
    queue: { name: isShared ? String(group) : "", cancelsWhatRuns: cancels },
    jobs: new Map(jobs.map((job) => [job.name, job])),
  };
}

/** A job with what it extends: keys of its own win, mappings are merged. */
function extended(whole: Mapping, name: string): Mapping {
  const job = mapping(whole[name]);
  const [parent] = list(job.extends).map(String);
  if (parent === undefined) return job;
  const base = extended(whole, parent);
  const merged = Object.entries(job).map(([key, value]) =>
    Object.keys(mapping(value)).length > 0
      ? [key, { ...mapping(base[key]), ...mapping(value) }]
      : [key, value],
  );
  return { ...base, ...Object.fromEntries(merged) };
}

function readJob(name: string, job: Mapping, whole: Mapping): Job {
  const rules = list(job.rules).map(mapping);
  const [rule] = rules;
  const environment = mapping(job.environment);
  const audiences = Object.values(mapping(job.id_tokens)).map((token) => mapping(token).aud);
  return {
    name,
    occasion: rules.length === 1 ? occasions[String(rule?.if)] : undefined,
    machine: list(job.tags).length > 0 ? "kept" : "fresh",
    environment: isApproved(environment, rule) ? nameOf(environment) : undefined,
    needs: list(job.needs).map(String),
    signsIn: audiences.includes("api://AzureADTokenExchange"),
    // Variables that are kept for an environment reach only jobs in it.
    writes: nameOf(environment) === undefined ? [] : ["GITLAB_TOKEN"],
    timeoutMinutes: job.timeout === undefined ? undefined : Number.parseInt(String(job.timeout), 10),
    env: { ...texts(whole.variables), ...texts(job.variables), ...tokensOf(job) },
    steps: stepsOf(job),
  };
}

/** A protected environment asks for an approval of what is deployed; other actions only borrow its variables. */
function isApproved({ action = "start" }: Mapping, rule: Mapping | undefined): boolean {
  return action === "start" && rule?.when === "manual";
}

function nameOf({ name }: Mapping): string | undefined {
  return name === undefined ? undefined : String(name);
}

/** Each token as a variable, with its audience in the place of its value. */
function tokensOf({ id_tokens: tokens }: Mapping): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping(tokens)).map(([name, token]) => [name, `token for ${mapping(token).aud}`]),
  );
}

function stepsOf(job: Mapping): Step[] {
  const lines = [...list(job.before_script), ...list(job.script)].map(String);
  const paths = list(mapping(job.artifacts).paths).map(String);
  const taken = list(job.needs).map(
    (name): Step => ({ kind: "take over", artifact: String(name), into: "" }),
  );
  const handed = paths.map((path): Step => ({ kind: "hand over", artifact: String(job.stage), path }));
  // One shell for all.
  return [...taken, { kind: "script", script: lines.join("\n"), env: {} }, ...handed];
}
