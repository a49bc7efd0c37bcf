import { existsSync } from "node:fs";
import { mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { replaceFile } from "../atomic-file";
import { type Surroundings, specifierOf } from "./print-typescript";
import { importFolder } from "./survey-cache";

/** A file to be written, by its path from the folder of the program. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** Files below this line of index.ts are named by `devcenter import`. */
const marker = "// devcenter import names the files that it adds above this line.";

/**
 * Writes files that do not exist, each whole or not at all: what is there belongs to a person, unless an earlier run has
 * left the very same.
 */
export async function writeNewFiles(folder: string, files: readonly NewFile[]): Promise<void> {
  const isThere = await Promise.all(
    files.map(({ path, text }) =>
      readFile(join(folder, path), "utf8").then(
        (found) => {
          if (found === text) return true;
          throw new Error(
            `${path} exists, and says something else. Move it away, and run the command again.`,
          );
        },
        () => false,
      ),
    ),
  );
  const drafts = join(folder, importFolder);
  await mkdir(drafts, { recursive: true, mode: 0o700 });
  for (const { path, text } of files.filter((_, index) => !isThere[index])) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await replaceFile(place, (file) => file.writeFile(text), { part: join(drafts, "draft"), mode: 0o666 });
  }
}

/**
 * Names the modules in index.ts: in a new one, or above the marker of one that `devcenter import` wrote.
 *
 * @returns the lines that a person has to add, where index.ts is a person's
 */
export async function nameModules(
  folder: string,
  modules: readonly string[],
  { style: { quote }, isEsm }: Pick<Surroundings, "style" | "isEsm">,
): Promise<string[]> {
  const all = modules.map((module) => `import ${quote}${specifierOf(`./${module}`, isEsm)}${quote};`);
  const place = join(folder, "index.ts");
  const text = existsSync(place) ? await readFile(place, "utf8") : undefined;
  // A run that was killed has named them, but not written all.
  const named = new Set(text?.split("\n"));
  const lines = all.filter((line) => !named.has(line));
  if (lines.length === 0) return [];
  if (text === undefined) {
    await writeFile(place, `${[...lines, "", marker].join("\n")}\n`, { flag: "wx" });
    return [];
  }
  const at = text.indexOf(`\n${marker}`);
  if (at === -1) return lines;
  const longer = `${text.slice(0, at).trimEnd()}\n${lines.join("\n")}\n${text.slice(at)}`;
  // A link stays one.
  const real = await realpath(place);
  const { mode } = await stat(real);
  await replaceFile(real, async (file) => {
    await file.chmod(mode);
    await file.writeFile(longer);
  });
  return [];
}

/** What a Pulumi program of TypeScript needs beside its modules, as far as it is not there. */
export function projectFiles(folder: string, versions: { package: string; sdk: string }): NewFile[] {
  const name = basename(resolve(folder)).replaceAll(/[^A-Za-z0-9_.-]+/g, "-") || "devcenter";
  const dependencies = {
    "@pulumi/pulumi": versions.sdk,
    "pulumi-devcenter": `^${versions.package}`,
  };
  const devDependencies = { "@types/node": "^20.0.0", typescript: "^5.9.0" };
  const compilerOptions = {
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const all: NewFile[] = [
    {
      path: "Pulumi.yaml",
      text: `name: ${name}\nruntime: nodejs\ndescription: What this account has on the Hardware Dev Center.\n`,
    },
    {
      path: "package.json",
      text: json({
        name: name.toLowerCase(),
        private: true,
        main: "index.ts",
        dependencies,
        devDependencies,
      }),
    },
    { path: "tsconfig.json", text: json({ compilerOptions, include: ["**/*.ts"] }) },
    { path: ".gitignore", text: `node_modules\n${importFolder}\n` },
  ];
  return all.filter(({ path }) => !existsSync(join(folder, path)));
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
