import { readAzurePipeline } from "./azure-pipeline";
import { readGitHubWorkflow } from "./github-workflow";
import { readGitLabPipeline } from "./gitlab-pipeline";
import type { Forge, Pipeline } from "./pipeline";

const readers = { github: readGitHubWorkflow, azure: readAzurePipeline, gitlab: readGitLabPipeline };

/** Reads the pipeline of a forge. */
export function readPipeline(forge: Forge, text: string): Pipeline {
  return readers[forge](text);
}
