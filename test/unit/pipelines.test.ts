import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintAzurePipeline } from "../../harness/pipelines/azure-lint";
import { breaks, withBreak } from "../../harness/pipelines/breaks";
import { EXAMPLE, type Forge, pipelineFiles } from "../../harness/pipelines/pipeline";
import { readPipeline } from "../../harness/pipelines/read-pipeline";
import { brokenRules } from "../../harness/pipelines/rules";

/** What is wrong with a pipeline by the rules, and by the schema where it costs no process. */
function faultsOf(forge: Forge, text: string): string[] {
  const bySchema = forge === "azure" ? lintAzurePipeline(text) : [];
  return [...bySchema, ...brokenRules(readPipeline(forge, text))];
}

for (const forge of ["github", "azure", "gitlab"] as const) {
  const file = pipelineFiles[forge];
  const text = readFileSync(join(EXAMPLE, file), "utf8");

  describe(`the pipeline ${file}`, () => {
    it("keeps every rule", () => assert.deepEqual(faultsOf(forge, text), []));

    it("has ten mistakes and more to be made in it", () => assert.ok(breaks[forge].length >= 10));

    for (const mistake of breaks[forge]) {
      it(`is noticed when ${mistake.what}`, () => {
        assert.notDeepEqual(faultsOf(forge, withBreak(text, mistake)), []);
      });
    }
  });
}
