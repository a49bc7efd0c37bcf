import { parse } from "yaml";
import {
  type Job,
  list,
  type Mapping,
  mapping,
  minutes,
  type Occasion,
  type Pipeline,
  type Step,
  texts,
} from "./pipeline";

const occasions: Readonly<Record<string, Occasion>> = {
  "eq(variables['Build.Reason'], 'PullRequest')": "pull request",
  "in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI')": "merge",
  "eq(variables['Build.Reason'], 'Schedule')": "night",
};
const isFork = "eq(variables['System.PullRequest.IsFork'], 'True')";

/** Reads a pipeline of Azure Pipelines. */
export function readAzurePipeline(text: string): Pipeline {
  const { trigger, pr, schedules, stages, lockBehavior } = mapping(parse(text));
  const when = new Map<string, Occasion | undefined>();
  const jobs = list(stages).flatMap((value) => {
    const stage = mapping(value);
    const [needed = ""] = list(stage.dependsOn).map(String);
    const condition = stage.condition === undefined ? undefined : String(stage.condition);
    const occasion = condition === undefined ? when.get(needed) : occasions[condition];
    when.set(String(stage.stage), occasion);
    return list(stage.jobs).map((job) => readJob(mapping(job), occasion, list(stage.dependsOn).map(String)));
  });
  const triggers = Object.entries({ trigger, pr, schedules }).filter(([, value]) => value !== undefined);
  return {
    forge: "azure",
    triggers: Object.fromEntries(triggers),
    queue: { name: String(lockBehavior ?? ""), cancelsWhatRuns: lockBehavior === "runLatest" },
    jobs: new Map(jobs.map((job) => [job.name, job])),
  };
}

function readJob(job: Mapping, occasion: Occasion | undefined, needs: readonly string[]): Job {
  const { deploy } = mapping(mapping(job.strategy).runOnce);
  const steps = list(mapping(deploy).steps ?? job.steps).map(mapping);
  const tasks = steps.filter(({ task }) => task === "AzureCLI@2").map(({ inputs }) => texts(inputs));
  return {
    name: String(job.deployment ?? job.job),
    occasion: occasionOf(occasion, job.condition),
    machine: mapping(job.pool).name === undefined ? "fresh" : "kept",
    environment: job.environment === undefined ? undefined : String(job.environment),
    needs,
    signsIn: tasks.some(({ azureSubscription, addSpnToEnvironment }) =>
      Boolean(azureSubscription && addSpnToEnvironment === "true"),
    ),
    writes: steps.some(({ env }) => texts(env).SYSTEM_ACCESSTOKEN !== undefined)
      ? ["System.AccessToken"]
      : [],
    timeoutMinutes: minutes(job.timeoutInMinutes),
    env: texts(job.variables),
    steps: steps.map(readStep),
  };
}

function occasionOf(ofStage: Occasion | undefined, condition: unknown): Occasion | undefined {
  if (ofStage !== "pull request") return condition === undefined ? ofStage : undefined;
  if (condition === isFork) return "fork";
  return condition === `not(${isFork})` ? "pull request" : undefined;
}

function readStep(step: Mapping): Step {
  const env = texts(step.env);
  if (typeof step.script === "string") {
    // The image brings no engine of a certain version.
    return step.displayName === "Install Pulumi"
      ? { kind: "tool", name: "Pulumi", inputs: { script: step.script } }
      : { kind: "script", script: step.script, env };
  }
  const artifact = String(step.artifact ?? "");
  if (step.publish !== undefined) return { kind: "hand over", artifact, path: String(step.publish) };
  if (step.download !== undefined) {
    return { kind: "take over", artifact, into: `$(Pipeline.Workspace)/${artifact}` };
  }
  const inputs = texts(step.inputs);
  if (step.task === "AzureCLI@2") return { kind: "script", script: inputs.inlineScript ?? "", env };
  const { checkout, task, ...others } = step;
  return {
    kind: "tool",
    name: String(task ?? (checkout ? "checkout" : "")),
    inputs: { ...texts(others), ...inputs },
  };
}
