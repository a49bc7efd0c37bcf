import { isDeepStrictEqual } from "node:util";
import type { Forge } from "./pipeline";
import { inOrder, type JobName, jobNames, of, type Rule, rule } from "./rule";

const githubQueue = "devcenter-production-$" + "{{ github.event_name }}-$" + "{{ github.ref }}";
const occasions = {
  preview: "pull request",
  fork: "fork",
  plan: "merge",
  up: "merge",
  drift: "night",
  purge: "night",
};
const night = [{ cron: "17 3 * * *" }];
const triggersOf: Readonly<Record<Forge, Readonly<Record<string, unknown>>>> = {
  github: { pull_request: null, push: { branches: ["main"] }, schedule: night },
  azure: {
    trigger: { batch: true, branches: { include: ["main"] } },
    schedules: [
      { ...night[0], displayName: "Drift and purge", branches: { include: ["main"] }, always: true },
    ],
  },
  gitlab: {
    rules: [
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
      { if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" },
    ],
  },
};
const mayWrite: Readonly<Record<string, Partial<Record<JobName, readonly string[]>>>> = {
  github: { preview: ["pull-requests"], drift: ["issues"] },
  azure: { preview: ["System.AccessToken"], drift: ["System.AccessToken"] },
  gitlab: {
    preview: ["GITLAB_TOKEN"],
    plan: ["GITLAB_TOKEN"],
    up: ["GITLAB_TOKEN"],
    drift: ["GITLAB_TOKEN"],
  },
};

/** When jobs run, on what, and with which rights. */
export const rightsRules: readonly Rule[] = [
  rule("pull requests, merges and nights start it, and nothing else", ({ forge, triggers }) =>
    isDeepStrictEqual(triggers, triggersOf[forge]),
  ),
  rule("runs for one stack wait for each other", ({ forge, queue: { name } }) =>
    forge === "github"
      ? name === githubQueue
      : forge === "azure"
        ? name === "sequential"
        : name === "production",
  ),
  rule("what runs is never cancelled", ({ queue }) => !queue.cancelsWhatRuns),
  ...jobNames.map((name) =>
    of(name, `runs on: ${occasions[name]}`, ({ occasion }) => occasion === occasions[name]),
  ),
  of(
    "preview",
    "runs what is not reviewed yet on a machine that is thrown away",
    ({ machine }) => machine === "fresh",
  ),
  ...jobNames.map((name) => of(name, "ends some time", ({ timeoutMinutes }) => timeoutMinutes !== undefined)),
  ...jobNames.map((name) =>
    of(name, "may write no more than it writes", ({ writes }, { forge }) =>
      writes.every((right) => mayWrite[forge]?.[name]?.includes(right)),
    ),
  ),
  ...jobNames.map((name) => of(name, "installs by the lock file, first", (job) => inOrder(job, "npm ci"))),
  ...(["preview", "plan", "up", "drift"] as const).map((name) =>
    of(
      name,
      "signs in without a secret of Entra ID",
      (job) => job.signsIn && !/CLIENT_SECRET|DEVCENTER_ACCESS_TOKEN/.test(JSON.stringify(job)),
    ),
  ),
  ...jobNames.map((name) =>
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
];
