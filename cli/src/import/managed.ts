import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { redact } from "pulumi-devcenter/internal";
import { type ImportKind, importKinds } from "./account";
import { importFolder } from "./survey-cache";

/** A resource that a stack manages. */
export interface ManagedResource {
  readonly kind: ImportKind;
  readonly id: string;
  readonly urn: string;
  /** Its name in the program. */
  readonly resource: string;
}

/** Where a program keeps a resource. */
export interface ProgramVariable {
  readonly kind: ImportKind;
  readonly resource: string;
  readonly variable: string;
  /** The file, by its path from the folder of the program, with "/" and without ".ts". */
  readonly module: string;
  readonly isExported: boolean;
  /** The object that it is going to adopt, where its import option is still there, or that it reads. */
  readonly importId?: string | undefined;
}

interface ExportedResource {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly urn?: unknown;
}

/** Dynamic resources, and those of a provider plugin. */
const typePattern = /^(?:pulumi-nodejs:dynamic\/devcenter|devcenter:index):(\w+)$/;

/**
 * What stacks manage, by `pulumi stack export`, which shows no secret.
 *
 * @param stack undefined: the selected stack of the project
 */
export async function managedBy(stack: string | undefined, folder: string): Promise<ManagedResource[]> {
  const args = ["stack", "export", "--non-interactive", ...(stack === undefined ? [] : [`--stack=${stack}`])];
  const text = await askPulumi(args, folder);
  const { deployment } = JSON.parse(text) as { deployment?: { resources?: ExportedResource[] } };
  return (deployment?.resources ?? []).flatMap(({ type, id, urn }) => {
    const kind = typePattern.exec(String(type))?.[1];
    if (!isImportKind(kind) || typeof id !== "string" || typeof urn !== "string") return [];
    return [{ kind, id, urn, resource: urn.slice(urn.lastIndexOf("::") + 2) }];
  });
}

function isImportKind(kind: string | undefined): kind is ImportKind {
  return (importKinds as readonly (string | undefined)[]).includes(kind);
}

/** Runs the Pulumi CLI. Its error carries Pulumi's output, without secrets. */
export async function askPulumi(args: readonly string[], cwd: string, input?: string): Promise<string> {
  const running = promisify(execFile)("pulumi", args, {
    cwd,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (input !== undefined) running.child.stdin?.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new Error("There is no pulumi on PATH. Install the Pulumi CLI.");
    // No cause: it would carry what went in and came out.
    throw new Error(
      `pulumi ${args.slice(0, 2).join(" ")}: ${redact(stderr ?? "").trim() || `exit code ${code}`}`,
    );
  }
}

const declaration =
  /^(export )?const (\w+)(?:: [\w.]+)? =\s+new (?:\w+\.)?(\w+)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')(?:(?!\n\s*\}?\);)[\s\S])*?(?:import:\s*["']([\d/]+)["']|\n\s*\}?\);)/gm;

const texts = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\/\/.*|\/\*[\s\S]*?\*\//g;

/** A text or a comment may hold what looks like an option. */
function withoutLookalikes(program: string): string {
  return program.replaceAll(texts, (text) => text.replaceAll("import:", "import_"));
}

/** What a program only reads, by its id. */
const reading =
  /^(export )?const (\w+)(?:: [\w.]+)? =\s+(?:\w+\.)?(\w+)\.get\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'),\s*["']([\d/]+)["']/gm;

/** The resources that the TypeScript files of a program keep in variables. */
export async function variablesIn(folder: string): Promise<ProgramVariable[]> {
  const files = await typeScriptFiles(folder);
  const found = await Promise.all(
    files.map(async (file) => {
      const text = withoutLookalikes(await readFile(file, "utf8"));
      const module = relative(folder, file).split(sep).join("/").replace(/\.ts$/, "");
      return [...text.matchAll(declaration), ...text.matchAll(reading)].flatMap(
        ([, exported, variable = "", kind, one, other, importId]) =>
          isImportKind(kind)
            ? [
                {
                  kind,
                  resource: one ?? other ?? "",
                  variable,
                  module,
                  isExported: exported !== undefined,
                  importId,
                },
              ]
            : [],
      );
    }),
  );
  return found.flat();
}

const undeclared = /^\/\/ Not declared: ([a-z ]+ \d[\d/]*)/gm;

/** The titles of objects that an earlier import could not declare: comments mark them. */
export async function undeclaredIn(folder: string): Promise<Set<string>> {
  const texts = await Promise.all((await typeScriptFiles(folder)).map((file) => readFile(file, "utf8")));
  return new Set(texts.flatMap((text) => [...text.matchAll(undeclared)].map(([, title = ""]) => title)));
}

/** Of the program itself: not of what it has installed. */
export async function typeScriptFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return ["node_modules", importFolder, ".git"].includes(entry.name) ? [] : typeScriptFiles(path);
      }
      return entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name) ? [path] : [];
    }),
  );
  return nested.flat().sort();
}
