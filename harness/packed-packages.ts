import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentElsewhere, runIn } from "./package-tools";

const CHECKOUT = resolve(__dirname, "..");

/** The three packages, and their folders. */
const folders = {
  "pulumi-devcenter": ".",
  "devcenter-cli": "cli",
  "devcenter-emulator": "emulator",
} as const;

export type PackageName = keyof typeof folders;

/** The tarballs of the packages, as npm publishes them. */
export interface PackedPackages {
  readonly tarballs: Readonly<Record<PackageName, string>>;
  remove(): void;
}

/** Packs them as they were last built, in copies: packing in place changes the manifest for a moment, which other tests would see. */
export async function packPackages(): Promise<PackedPackages> {
  const home = mkdtempSync(join(tmpdir(), "devcenter-packed-"));
  const names = Object.keys(folders) as PackageName[];
  const packed = await Promise.all(names.map(async (name) => [name, await pack(home, name)] as const));
  return {
    tarballs: Object.fromEntries(packed) as Record<PackageName, string>,
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function pack(home: string, name: PackageName): Promise<string> {
  const [from, to] = [join(CHECKOUT, folders[name]), join(home, name)];
  const { files } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as { files: string[] };
  mkdirSync(to);
  for (const file of ["package.json", ...files])
    cpSync(join(from, file), join(to, file), { recursive: true });
  const env = environmentElsewhere();
  if (name === "pulumi-devcenter") {
    cpSync(join(from, "published-manifest.mjs"), join(to, "published-manifest.mjs"));
    await succeed(to, [process.execPath, "published-manifest.mjs", "clean"], env);
  }
  await succeed(to, ["npm", "pack", "--ignore-scripts", "--loglevel=error"], env);
  return join(to, readdirSync(to).find((file) => file.endsWith(".tgz")) ?? "");
}

async function succeed(cwd: string, command: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { exitCode, output } = await runIn(cwd, command, env);
  if (exitCode !== 0) throw new Error(`${command.join(" ")} failed:\n${output}`);
}
