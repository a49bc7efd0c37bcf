import type { Job, Step } from "./pipeline";
import { inOrder, jobNames, lines, of, type Rule, runs, scriptOf } from "./rule";

const sha = /\$(GITHUB_SHA|BUILD_SOURCEVERSION|CI_COMMIT_SHA)\b/;
const secrets = /secrets\.|PASSPHRASE: |\$\(PULUMI_CONFIG_PASSPHRASE\)|AccessToken|github\.token/;
const hasSecret = ({ env, steps }: Job) =>
  secrets.test(JSON.stringify([env, steps.filter(({ kind }) => kind === "script")]));
const postToken = /github\.token|System\.AccessToken/;
const handsOver = ({ steps }: Job) => steps.flatMap((step) => (step.kind === "hand over" ? [step] : []));
const isCache = (step: Step) =>
  step.kind === "tool" && /cache/i.test(`${step.name} ${JSON.stringify(step.inputs)}`);

/** What jobs run, in which order. */
export const commandRules: readonly Rule[] = [
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
      runs(job, "pulumi up", ["--stack production", "--yes", "--refresh", "--plan"]) &&
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
  ...jobNames
    .filter((name) => name !== "up")
    .map((name) =>
      of(
        name,
        "changes nothing on Dev Center",
        (job) => !/pulumi (up|update|destroy|refresh|import)\b/.test(scriptOf(job)),
      ),
    ),
  ...jobNames.map((name) =>
    of(
      name,
      "writes nothing of a request into a script",
      (job) => !/\$\{\{|\$\((?!mktemp)[A-Z]/.test(scriptOf(job)),
    ),
  ),
  ...(["preview", "fork", "plan"] as const).map((name) =>
    of(name, "reviews a preview that has failed, too, and fails after that", (job) => {
      const last = scriptOf(job).trimEnd().split("\n").at(-1) ?? "";
      const before = [...lines(job, "pulumi preview"), ...lines(job, "npx devcenter review")];
      return /^exit "\$\{failed:-0\}"$/.test(last) && before.every((line) => line.endsWith("|| failed=$?"));
    }),
  ),
  ...jobNames.map((name) =>
    of(
      name,
      "stops at a command that fails",
      ({ steps }, { forge }) =>
        // The other two forges see to that themselves.
        forge !== "azure" ||
        steps.every(
          (step) =>
            step.kind !== "script" || !step.script.trim().includes("\n") || /^set -e\n/.test(step.script),
        ),
    ),
  ),
  ...(["preview", "drift"] as const).map((name) =>
    of(name, "has the token that it posts with", ({ steps, writes }, { forge }) =>
      forge === "gitlab"
        ? writes.includes("GITLAB_TOKEN")
        : steps.some(
            (step) =>
              step.kind === "script" &&
              step.script.includes("post.mjs") &&
              postToken.test(JSON.stringify(step.env)),
          ),
    ),
  ),
  ...(["preview", "plan", "up", "drift"] as const).map((name) =>
    of(name, "can read the state", (job, { forge }) =>
      forge === "gitlab" ? job.writes.length > 0 : JSON.stringify(job).includes("PULUMI_CONFIG_PASSPHRASE"),
    ),
  ),
];
