import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lintGitLabPipeline, lintWorkflow } from "../../harness/pipelines/linters";
import { EXAMPLE, pipelineFiles } from "../../harness/pipelines/pipeline";

const ours = resolve(__dirname, "..", "..", ".github", "workflows");
const read = (path: string) => readFileSync(path, "utf8");
const example = (file: string) => read(join(EXAMPLE, file));

describe("actionlint", () => {
  const labels = example(".github/actionlint.yaml");

  it("has nothing against the example's workflow", async () => {
    assert.deepEqual(await lintWorkflow(example(pipelineFiles.github), pipelineFiles.github, labels), []);
  });

  it("has nothing against our own workflows", async () => {
    for (const name of readdirSync(ours)) {
      assert.deepEqual(await lintWorkflow(read(join(ours, name)), `.github/workflows/${name}`), []);
    }
  });

  for (const [what, from, to] of [
    ["a job that does not exist", "needs: plan", "needs: plans"],
    ["a title in a script", "npm ci\n", "echo $" + "{{ github.event.pull_request.title }}\n"],
    ["a machine that nobody has", "[self-hosted, devcenter]", "[self-hosted, devcentre]"],
    ["a permission that does not exist", "id-token: write", "id-tokens: write"],
  ] as const) {
    it(`notices ${what}`, async () => {
      const broken = example(pipelineFiles.github).replace(from, () => to);
      assert.notDeepEqual(await lintWorkflow(broken, pipelineFiles.github, labels), []);
    });
  }
});

describe("GitLab's schema", () => {
  it("has nothing against the example's pipeline", async () => {
    assert.deepEqual(await lintGitLabPipeline(example(pipelineFiles.gitlab)), []);
  });

  for (const [what, from, to] of [
    ["a stage that does not exist", "stage: plan", "stage: plans"],
    ["a word of the wrong form", "  tags: [devcenter]", "  tags: { name: devcenter }"],
    ["an action that does not exist", "action: access", "action: look"],
  ] as const) {
    it(`notices ${what}`, async () => {
      const broken = example(pipelineFiles.gitlab).replace(from, () => to);
      assert.notDeepEqual(await lintGitLabPipeline(broken), []);
    });
  }
});
