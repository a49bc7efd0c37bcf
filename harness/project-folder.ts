import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

const CHECKOUT = resolve(__dirname, "..");

/** What lies in a project's folder. */
export interface FolderContents {
  /** A folder with a Pulumi project, for instance an example, that is copied. */
  readonly copyOf?: string;
  /** Files to write, by their path in the project; they win over copied ones. */
  readonly files?: Readonly<Record<string, string>>;
  /** The project installs its own packages instead of seeing the checkout's. */
  readonly ownModules?: boolean;
}

/** Lays out the folder of a project, and beside it the one of its state; answers the former. */
export function layOut(home: string, { copyOf, files = {}, ownModules = false }: FolderContents): string {
  const folder = join(home, "project");
  mkdirSync(folder);
  mkdirSync(join(home, "state"));
  if (copyOf !== undefined) copyProject(copyOf, folder);
  writeFiles(folder, files);
  if (!existsSync(join(folder, "Pulumi.yaml"))) writeFiles(folder, { "Pulumi.yaml": projectFile(folder) });
  if (!existsSync(join(folder, "package.json"))) writeFiles(folder, { "package.json": "{}\n" });
  // The SDK must be the very copy our package uses, or outputs of one are strangers to the other.
  if (!ownModules) symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

/** A project that has no Pulumi.yaml of its own: plain JavaScript, or TypeScript through tsx, which is faster. */
function projectFile(folder: string): string {
  const isTypeScript = existsSync(join(folder, "index.ts"));
  const options = { typescript: false, ...(isTypeScript ? { nodeargs: "--import tsx" } : {}) };
  const main = isTypeScript ? "index.ts" : "index.js";
  // JSON is YAML too.
  return `${JSON.stringify({ name: "engine-test", main, runtime: { name: "nodejs", options } }, null, 2)}\n`;
}

/** Copies a folder of the checkout over a project. */
export function copyProject(from: string, to: string): void {
  cpSync(resolve(CHECKOUT, from), to, {
    recursive: true,
    filter: (source) => basename(source) !== "node_modules",
  });
}

/** Writes files by their path in the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Every file in a folder, as text by its path there. Links are not followed. */
export function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [relative(folder, path), readFileSync(path, "utf8")];
      }),
  );
}
