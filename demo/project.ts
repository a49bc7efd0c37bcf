import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const checkout = resolve(__dirname, "..");
const quickstart = join(checkout, "examples", "quickstart");

/** The quick start in a temporary folder, with its state beside it, so that the checkout stays as it is. */
export interface DemoProject {
  readonly folder: string;
  /** Where Pulumi keeps the state of all its stacks. */
  readonly backend: string;
  /** Where Pulumi keeps what belongs to its user. */
  readonly pulumiHome: string;
  stateFile(stack: string): string;
  /** Edits the program as a user would. */
  takeStep2(): void;
  remove(): void;
}

export function layOutProject(): DemoProject {
  const home = mkdtempSync(join(tmpdir(), "devcenter-demo-"));
  const folder = join(home, "quickstart");
  const backend = join(home, "state");
  mkdirSync(folder);
  mkdirSync(backend);
  for (const file of ["index.ts", "package.json"]) cpSync(join(quickstart, file), join(folder, file));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: devcenter-quickstart\nruntime: nodejs\n");
  // A junction on Windows needs no special right; elsewhere the word is ignored.
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
  return {
    folder,
    backend,
    pulumiHome: join(home, "pulumi-home"),
    stateFile: (stack) => join(backend, ".pulumi", "stacks", "devcenter-quickstart", `${stack}.json`),
    takeStep2: () => cpSync(join(quickstart, "step2", "index.ts"), join(folder, "index.ts")),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
