import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** The package managers that docs/install.md names. */
export type Manager = "npm" | "pnpm" | "yarn 1" | "yarn 4" | "bun";

/** How a command ended, and what it printed. */
export interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

/** Whether npm has binaries of Node.js and bun for this system under the names used here. */
export const hasTools = process.platform === "linux";

const bunPackage = `@oven/bun-linux-${process.arch === "arm64" ? "aarch64" : "x64"}`;

interface Recipe {
  /** On npm; npm itself is the machine's. */
  readonly spec?: string;
  readonly args: readonly string[];
  /** @param cache a folder of its own */
  environment(cache: string, registry: string): Readonly<Record<string, string>>;
}

const recipes: Readonly<Record<Manager, Recipe>> = {
  npm: {
    args: ["install", "--no-audit", "--no-fund", "--prefer-offline"],
    environment: () => ({}),
  },
  pnpm: {
    // The newest that is a script; from 12 on it is a binary.
    spec: "pnpm@10",
    args: ["install", "--no-frozen-lockfile"],
    environment: (cache, registry) => ({
      npm_config_registry: registry,
      npm_config_store_dir: join(cache, "store"),
      pnpm_config_store_dir: join(cache, "store"),
      XDG_CACHE_HOME: join(cache, "cache"),
    }),
  },
  "yarn 1": {
    spec: "yarn@1",
    args: ["install", "--non-interactive", "--no-progress"],
    environment: (cache, registry) => ({ YARN_CACHE_FOLDER: cache, YARN_REGISTRY: registry }),
  },
  "yarn 4": {
    spec: "@yarnpkg/cli-dist@4",
    args: ["install"],
    environment: (cache, registry) => ({
      YARN_GLOBAL_FOLDER: cache,
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_ENABLE_TELEMETRY: "0",
      // In CI it would refuse to write the lock file that a new project lacks.
      YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
    }),
  },
  bun: {
    spec: `${bunPackage}@latest`,
    args: ["install", "--no-progress"],
    environment: (cache, registry) => ({ BUN_INSTALL_CACHE_DIR: cache, BUN_CONFIG_REGISTRY: registry }),
  },
};

/** What `npm test` tells its children about this repository is not for a project elsewhere. */
export function environmentElsewhere(): NodeJS.ProcessEnv {
  const isOurs = /^npm_(package|lifecycle|config_local_prefix)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs.test(name)));
}

/** Runs a program to its end; a failure is an outcome like any other. */
export function runIn(
  cwd: string,
  [program = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ran> {
  return new Promise((settle) => {
    execFile(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      settle({ exitCode, output: stdout + stderr });
    });
  });
}

/** Package managers and versions of Node.js, installed from the npm registry into a temporary folder. */
export class PackageTools {
  readonly #home: string;
  readonly #registry: string;

  private constructor(home: string, registry: string) {
    this.#home = home;
    this.#registry = registry;
  }

  /** @param nodes major versions, such as "22" */
  static async install(managers: readonly Manager[], nodes: readonly string[] = []): Promise<PackageTools> {
    const home = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-tools-"));
    const env = environmentElsewhere();
    const registry = (await runIn(home, ["npm", "config", "get", "registry"], env)).output.trim();
    const tools = new PackageTools(home, registry);
    const specs = [
      ...managers.flatMap((manager) => aliasOf(manager, recipes[manager].spec)),
      ...nodes
        .filter((node) => !isOwn(node))
        .flatMap((node) => aliasOf(`node-${node}`, `node-linux-${process.arch}@${node}`)),
    ];
    writeFileSync(join(home, "package.json"), "{}");
    // Without scripts: all of them are whole as they are.
    const ran = await runIn(home, ["npm", ...recipes.npm.args, "--ignore-scripts", ...specs], env);
    if (ran.exitCode === 0) return tools;
    tools.remove();
    throw new Error(
      `The package managers of this test come from the npm registry, and npm could not install them:\n${ran.output}`,
    );
  }

  /** The binary of this major version. */
  node(major: string): string {
    return isOwn(major) ? process.execPath : join(this.#placeOf(`node-${major}`), "bin", "node");
  }

  /** An environment in which `node` is this version. */
  environment(major: string): NodeJS.ProcessEnv {
    const env = environmentElsewhere();
    return { ...env, PATH: `${dirname(this.node(major))}${delimiter}${env.PATH ?? ""}` };
  }

  /** Installs what the package.json of a folder asks for. */
  installIn(folder: string, manager: Manager, major: string, more: readonly string[] = []): Promise<Ran> {
    const cache = join(this.#home, "caches", manager.replace(" ", "-"));
    mkdirSync(cache, { recursive: true });
    const { args, environment } = recipes[manager];
    const env = { ...this.environment(major), ...environment(cache, this.#registry) };
    return runIn(folder, [...this.#command(manager, major), ...args, ...more], env);
  }

  #command(manager: Manager, major: string): string[] {
    if (manager === "bun") return [join(this.#placeOf("bun"), "bin", "bun")];
    if (manager === "npm") return [this.node(major), npmScript()];
    const place = this.#placeOf(manager);
    const { bin } = JSON.parse(readFileSync(join(place, "package.json"), "utf8")) as {
      bin: string | Record<string, string>;
    };
    const script = typeof bin === "string" ? bin : (bin[manager.replace(/ \d/, "")] ?? "");
    return [this.node(major), join(place, script)];
  }

  #placeOf(name: string): string {
    return join(this.#home, "node_modules", name.replace(" ", "-"));
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function aliasOf(name: string, spec: string | undefined): string[] {
  return spec === undefined ? [] : [`${name.replace(" ", "-")}@npm:${spec}`];
}

function isOwn(major: string): boolean {
  return process.versions.node.startsWith(`${major}.`);
}

/** npm's own script, which any version of Node.js can run. */
function npmScript(): string {
  const running = process.env.npm_execpath;
  if (running?.endsWith(".js")) return running;
  return join(
    dirname(realpathSync(process.execPath)),
    "..",
    "lib",
    "node_modules",
    "npm",
    "bin",
    "npm-cli.js",
  );
}
