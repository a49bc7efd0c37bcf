import { parse } from "yaml";
import { type Job, list, mapping, minutes, type Occasion, type Pipeline, type Step, texts } from "./pipeline";

const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
const occasions: Readonly<Record<string, Occasion>> = {
  [`github.event_name == 'pull_request' && ${sameRepository}`]: "pull request",
  [`github.event_name == 'pull_request' && ${sameRepository.replace("==", "!=")}`]: "fork",
  "github.event_name == 'push'": "merge",
  "github.event_name == 'schedule'": "night",
};

/** Reads a workflow of GitHub Actions. */
export function readGitHubWorkflow(text: string): Pipeline {
  const { on, concurrency, jobs, permissions, env } = mapping(parse(text));
  const { group, "cancel-in-progress": cancel } = mapping(concurrency);
  const read = Object.entries(mapping(jobs)).map(([name, job]) => readJob(name, job, permissions, env));
  const byName = new Map(read.map((job) => [job.name, job]));
  return {
    forge: "github",
    triggers: mapping(on),
    queue: { name: String(group ?? ""), cancelsWhatRuns: cancel === true },
    // Who needs a job runs when that one does.
    jobs: new Map(
      read.map((job) => [job.name, { ...job, occasion: job.occasion ?? inherited(job, byName) }]),
    ),
  };
}

function inherited({ needs }: Job, jobs: ReadonlyMap<string, Job>): Occasion | undefined {
  return needs.length === 1 ? jobs.get(needs[0] ?? "")?.occasion : undefined;
}

function readJob(name: string, value: unknown, defaultRights: unknown, commonEnv: unknown): Job {
  const job = mapping(value);
  const rights = texts(job.permissions ?? defaultRights);
  const written = Object.entries(rights).filter(([, level]) => level === "write");
  // Without a word on permissions, or with one word for all, nothing is withheld.
  const isOpen = typeof (job.permissions ?? defaultRights) !== "object";
  return {
    name,
    occasion: job.if === undefined ? undefined : occasions[String(job.if)],
    machine: list(job["runs-on"]).includes("self-hosted") ? "kept" : "fresh",
    environment: job.environment === undefined ? undefined : String(job.environment),
    needs: list(job.needs).map(String),
    signsIn: rights["id-token"] === "write",
    writes: isOpen ? ["everything"] : written.map(([right]) => right).filter((right) => right !== "id-token"),
    timeoutMinutes: minutes(job["timeout-minutes"]),
    env: { ...texts(commonEnv), ...texts(job.env) },
    steps: list(job.steps).map(readStep),
  };
}

function readStep(value: unknown): Step {
  const { run, uses, env, with: inputs } = mapping(value);
  if (typeof run === "string") return { kind: "script", script: run, env: texts(env) };
  const name = String(uses ?? "");
  const { name: artifact = "", path = "" } = texts(inputs);
  if (name.startsWith("actions/upload-artifact@")) return { kind: "hand over", artifact, path };
  if (name.startsWith("actions/download-artifact@")) return { kind: "take over", artifact, into: path };
  return { kind: "tool", name, inputs: texts(inputs) };
}
