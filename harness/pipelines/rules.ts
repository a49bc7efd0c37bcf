import type { Job, Pipeline, Step } from "./pipeline";

/** What must hold of a pipeline: a sentence, and whether it is so. */
interface Rule {
  readonly says: string;
  readonly holds: (pipeline: Pipeline) => boolean;
}

/** The rules that a pipeline breaks, as sentences. */
export function brokenRules(pipeline: Pipeline): string[] {
  const missing = names.filter((name) => !pipeline.jobs.has(name)).map((name) => `there is a job ${name}`);
  if (missing.length > 0) return missing;
  return rules.filter(({ holds }) => !holds(pipeline)).map(({ says }) => says);
}

const names = ["preview", "fork", "plan", "up", "drift", "purge"] as const;
type Name = (typeof names)[number];

function scriptOf({ steps }: Job): string {
  return steps.map((step) => (step.kind === "script" ? step.script : "")).join("\n");
}

/** The command lines of a job that begin so, without what joins them to others. */
function lines(job: Job, command: string): string[] {
  const all = scriptOf(job).split(/\n|\d\) |;; /);
  return all.map((line) => line.trim()).filter((line) => line.startsWith(command));
}

const rule = (says: string, holds: Rule["holds"]): Rule => ({ says, holds });
const of = (name: Name, says: string, holds: (job: Job, pipeline: Pipeline) => boolean): Rule =>
  rule(`${name}: ${says}`, (pipeline) => {
    const job = pipeline.jobs.get(name);
    return job !== undefined && holds(job, pipeline);
  });

/** Whether exactly one command begins so and has all these options, and none of those. */
function runs(job: Job, command: string, has: readonly string[], lacks: readonly string[] = []): boolean {
  const [line, ...others] = lines(job, command);
  const words = ` ${line ?? ""} `;
  return (
    line !== undefined &&
    others.length === 0 &&
    has.every((option) => words.includes(` ${option} `)) &&
    lacks.every((option) => !words.includes(` ${option} `))
  );
}

function inOrder(job: Job, ...commands: readonly string[]): boolean {
  const places = commands.map((command) => scriptOf(job).indexOf(command));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}

const occasions = {
  preview: "pull request",
  fork: "fork",
  plan: "merge",
  up: "merge",
  drift: "night",
  purge: "night",
};
const sha = /\$(GITHUB_SHA|BUILD_SOURCEVERSION|CI_COMMIT_SHA)\b/;
const triggersOf = {
  github: ["pull_request", "push", "schedule"],
  azure: ["trigger", "schedules"],
  gitlab: ['$CI_PIPELINE_SOURCE == "merge_request_event"', "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"],
};
const mayWrite: Readonly<Record<string, Partial<Record<Name, readonly string[]>>>> = {
  github: { preview: ["pull-requests"], drift: ["issues"] },
  azure: { preview: ["System.AccessToken"], drift: ["System.AccessToken"] },
  gitlab: {
    preview: ["GITLAB_TOKEN"],
    plan: ["GITLAB_TOKEN"],
    up: ["GITLAB_TOKEN"],
    drift: ["GITLAB_TOKEN"],
  },
};

const secrets = /secrets\.|PASSPHRASE: |\$\(PULUMI_CONFIG_PASSPHRASE\)|AccessToken|github\.token/;
const hasSecret = ({ env, steps }: Job) =>
  secrets.test(JSON.stringify([env, steps.filter(({ kind }) => kind === "script")]));
const handsOver = ({ steps }: Job) => steps.flatMap((step) => (step.kind === "hand over" ? [step] : []));
const isCache = (step: Step) =>
  step.kind === "tool" && /cache/i.test(`${step.name} ${JSON.stringify(step.inputs)}`);

const rules: readonly Rule[] = [
  rule(
    "pull requests, merges and nights start it, and nothing else",
    ({ forge, triggers }) => triggers.toString() === triggersOf[forge].toString(),
  ),
  rule("runs for one stack wait for each other", ({ forge, queue: { name } }) =>
    forge === "github"
      ? name === githubQueue
      : forge === "azure"
        ? name === "sequential"
        : name === "production",
  ),
  rule("what runs is never cancelled", ({ queue }) => !queue.cancelsWhatRuns),
  ...names.map((name) =>
    of(name, `runs on: ${occasions[name]}`, ({ occasion }) => occasion === occasions[name]),
  ),
  ...names.map((name) => of(name, "ends some time", ({ timeoutMinutes }) => timeoutMinutes !== undefined)),
  ...names.map((name) =>
    of(name, "may write no more than it writes", ({ writes }, { forge }) =>
      writes.every((right) => mayWrite[forge]?.[name]?.includes(right)),
    ),
  ),
  ...names.map((name) => of(name, "installs by the lock file, first", (job) => inOrder(job, "npm ci"))),
  ...(["preview", "plan", "up", "drift"] as const).map((name) =>
    of(
      name,
      "signs in without a secret of Entra ID",
      (job) => job.signsIn && !/CLIENT_SECRET|DEVCENTER_ACCESS_TOKEN/.test(JSON.stringify(job)),
    ),
  ),
  ...names.map((name) =>
    of(
      name,
      "uses tools of a certain commit, and leaves no credential in the checkout",
      ({ steps }, { forge }) => {
        const tools = steps.flatMap((step) => (step.kind === "tool" ? [step] : []));
        const checkout = tools.filter((tool) =>
          tool.name.startsWith(forge === "github" ? "actions/checkout" : "checkout"),
        );
        const keeps = ({ inputs }: (typeof tools)[number]) =>
          (inputs["persist-credentials"] ?? inputs.persistCredentials) !== "false";
        if (forge === "gitlab") return true;
        const isPinned = (tool: string) => forge === "azure" || /@[0-9a-f]{40}$/.test(tool);
        return checkout.length === 1 && !checkout.some(keeps) && tools.every((tool) => isPinned(tool.name));
      },
    ),
  ),
  of("preview", "previews what Dev Center has, as JSON", (job) =>
    runs(job, "pulumi preview", ["--json", "--refresh", "--stack production"]),
  ),
  of("preview", "reviews under a name, and comments", (job) =>
    inOrder(
      job,
      "npm ci",
      "pulumi preview",
      "npx devcenter review preview.json --marker production",
      "node ci/post.mjs comment review.md",
    ),
  ),
  of(
    "fork",
    "asks Dev Center nothing, and has an empty stack of its own",
    (job) =>
      runs(job, "pulumi preview", ["--json", "--stack fork"], ["--refresh"]) &&
      /export PULUMI_BACKEND_URL="file:/.test(scriptOf(job)),
  ),
  of(
    "fork",
    "gets no credential, no secret and no machine of ours",
    (job) => !job.signsIn && !hasSecret(job) && job.machine === "fresh" && job.environment === undefined,
  ),
  of(
    "fork",
    "runs no scripts of packages, and posts nothing",
    (job) => runs(job, "npm ci", ["--ignore-scripts"]) && !scriptOf(job).includes("post.mjs"),
  ),
  of(
    "plan",
    "saves the plan under its commit, from what Dev Center has",
    (job) =>
      runs(job, "pulumi preview", ["--json", "--refresh"]) &&
      /--save-plan "plan-\$\w+\.json"/.test(scriptOf(job)) &&
      sha.test(scriptOf(job)),
  ),
  of(
    "plan",
    "hands over the plan, and shows its review",
    (job) =>
      handsOver(job).some(({ path }) => /^plan-\$/.test(path)) &&
      inOrder(job, "pulumi preview", "npx devcenter review preview.json --marker production", "review.md"),
  ),
  of(
    "up",
    "waits for the plan, and for an approval",
    ({ needs, environment }) => needs.toString() === "plan" && environment === "production",
  ),
  of(
    "up",
    "makes the plan of its commit, and nothing else",
    (job) =>
      runs(job, "pulumi up", ["--stack production", "--yes", "--plan"]) &&
      lines(job, "pulumi up").every((line) =>
        /--plan "[^"]*plan-\$(GITHUB_SHA|BUILD_SOURCEVERSION|CI_COMMIT_SHA)\.json"/.test(line),
      ),
  ),
  of("up", "takes the lock of a killed job away, first", (job) => inOrder(job, "pulumi cancel", "pulumi up")),
  of("up", "takes over the plan that was made", ({ steps }) => {
    const taken = steps.findIndex(({ kind }) => kind === "take over");
    const made = steps.findIndex((step) => step.kind === "script" && step.script.includes("pulumi up"));
    return taken >= 0 && taken < made;
  }),
  of(
    "up",
    "notes creations in a folder that outlives the job",
    ({ env, machine, steps }) =>
      machine === "kept" && /^\/srv\//.test(env.DEVCENTER_JOURNAL_DIRECTORY ?? "") && !steps.some(isCache),
  ),
  of("drift", "finds what differs, and changes nothing", (job) =>
    runs(job, "pulumi preview", ["--json", "--refresh", "--expect-no-changes"], ["--save-plan"]),
  ),
  of("drift", "keeps one alert: closed without, opened with differences, failed otherwise", (job) =>
    inOrder(
      job,
      "|| code=$?",
      "0) node ci/post.mjs resolve",
      "7) npx devcenter review preview.json",
      "node ci/post.mjs alert review",
      '*) exit "$code"',
    ),
  ),
  of(
    "purge",
    "destroys what is due, where the data is",
    (job) =>
      job.machine === "kept" &&
      !job.signsIn &&
      runs(job, "npx devcenter purge", ["--out /srv/devcenter/reports"], ["--dry-run"]),
  ),
  ...names
    .filter((name) => name !== "up")
    .map((name) =>
      of(
        name,
        "changes nothing on Dev Center",
        (job) => !/pulumi (up|update|destroy|refresh|import)\b/.test(scriptOf(job)),
      ),
    ),
  ...names.map((name) =>
    of(
      name,
      "writes nothing of a request into a script",
      (job) => !/\$\{\{|\$\((?!mktemp)[A-Z]/.test(scriptOf(job)),
    ),
  ),
];

const githubQueue = "devcenter-production-$" + "{{ github.event_name }}-$" + "{{ github.ref }}";
