import type { Forge } from "./pipeline";

/** A deliberate mistake in a pipeline: what is written instead. */
export interface Break {
  readonly what: string;
  readonly from: string | RegExp;
  readonly to: string;
}

const anyForge: readonly Break[] = [
  { what: "the job is green though the preview has failed", from: /exit "\$.failed:-0."/, to: "exit 0" },
  {
    what: "the pull request is previewed without --refresh",
    from: "--json --refresh > preview.json || failed",
    to: "--json > preview.json || failed",
  },
  {
    what: "the comment has no name",
    from: " --marker production > review.md || failed=$?\n",
    to: " > review.md || failed=$?\n",
  },
  { what: "up makes whatever the program says", from: / --plan "[^"]*"/, to: "" },
  {
    what: "the plan has no commit in its name",
    from: /--save-plan "plan-\$\w+\.json"/,
    to: '--save-plan "plan.json"',
  },
  { what: "the night does not fail on what differs", from: " --expect-no-changes", to: "" },
  {
    what: "the journal goes with the job",
    from: "DEVCENTER_JOURNAL_DIRECTORY: /srv/devcenter/journal",
    to: "DEVCENTER_JOURNAL_DIRECTORY: .journal",
  },
  {
    what: "the fork asks Dev Center",
    from: "preview --stack fork --json",
    to: "preview --stack fork --json --refresh",
  },
];

/** Mistakes, more than ten for each forge. */
export const breaks: Readonly<Record<Forge, readonly Break[]>> = {
  github: [
    ...anyForge,
    { what: "every branch is a merge", from: "  push:\n    branches: [main]\n", to: "  push:\n" },
    { what: "a preview without an identity", from: "      id-token: write\n", to: "" },
    {
      what: "forks run with the rights of the repository",
      from: "  pull_request:\n",
      to: "  pull_request_target:\n",
    },
    {
      what: "a later merge cancels an up",
      from: "cancel-in-progress: false",
      to: "cancel-in-progress: true",
    },
    {
      what: "every job may write everything",
      from: "permissions:\n  contents: read\n",
      to: "permissions: write-all\n",
    },
    { what: "nobody approves", from: "    environment: production\n", to: "" },
    {
      what: "up runs on a machine that is thrown away",
      from: "needs: plan\n    runs-on: [self-hosted, devcenter]",
      to: "needs: plan\n    runs-on: ubuntu-24.04",
    },
    { what: "an action of any version", from: /pulumi\/actions@[0-9a-f]{40}/, to: "pulumi/actions@v7" },
    {
      what: "the title of a pull request in a script",
      from: "node ci/post.mjs comment review.md",
      to: "echo '$" + "{{ github.event.pull_request.title }}'; node ci/post.mjs comment review.md",
    },
    { what: "a job that does not exist", from: "needs: plan", to: "needs: plans" },
  ],
  azure: [
    ...anyForge,
    { what: "a script that goes on after what fails", from: "                set -e\n", to: "" },
    { what: "a later merge takes the lock", from: "lockBehavior: sequential", to: "lockBehavior: runLatest" },
    {
      what: "the fork is given the passphrase",
      from: "            displayName: Preview against an empty stack",
      to: "            displayName: Preview against an empty stack\n            env:\n              PULUMI_CONFIG_PASSPHRASE: $(PULUMI_CONFIG_PASSPHRASE)",
    },
    { what: "nobody approves", from: "        environment: production\n", to: "" },
    { what: "no identity for the script", from: "              addSpnToEnvironment: true\n", to: "" },
    { what: "up does not wait for the plan", from: "    dependsOn: plan\n", to: "    dependsOn: []\n" },
    { what: "a word that nobody knows", from: "timeoutInMinutes: 360", to: "timeoutMinutes: 360" },
    {
      what: "an up in the night",
      from: "pulumi preview --stack production --json --refresh --expect-no-changes > preview.json || code=$?",
      to: "pulumi up --stack production --yes",
    },
  ],
  gitlab: [
    ...anyForge,
    {
      what: "an up beside another",
      from: "  timeout: 6 hours\n  resource_group: production\n",
      to: "  timeout: 6 hours\n",
    },
    { what: "a new push cancels what runs", from: "interruptible: false", to: "interruptible: true" },
    { what: "nobody approves", from: "      when: manual\n", to: "" },
    { what: "the fork signs in", from: "fork:\n", to: "fork:\n  extends: .signed-in\n" },
    {
      what: "up runs on any machine",
      from: "  tags: [devcenter]\n  timeout: 6 hours\n",
      to: "  timeout: 6 hours\n",
    },
    {
      what: "a secret of Entra ID",
      from: "    DEVCENTER_JOURNAL_DIRECTORY:",
      to: "    AZURE_CLIENT_SECRET: $KEY\n    DEVCENTER_JOURNAL_DIRECTORY:",
    },
    { what: "a word that nobody knows", from: "  needs: [plan]\n", to: "  needz: [plan]\n" },
  ],
};

/** The pipeline with the mistake in it. */
export function withBreak(text: string, { what, from, to }: Break): string {
  const broken = text.replace(from, () => to);
  if (broken === text) throw new Error(`${what}: there is no ${from} to break`);
  return broken;
}
