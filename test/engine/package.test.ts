import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { asked, did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";

const CHECKOUT = resolve(__dirname, "..", "..");
const QUICKSTART = readFileSync(join(CHECKOUT, "examples", "quickstart", "index.ts"), "utf8");

interface Manifest {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifestIn(CHECKOUT);

/** What Pulumi's own templates of TypeScript projects bring; a bare SDK would compile with TypeScript 3.8. */
const TYPESCRIPT = ["typescript", "@types/node"];

async function npm(folder: string, ...args: string[]): Promise<void> {
  // What `npm test` tells its children about this repository is not for a project elsewhere.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
    ),
  );
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await promisify(execFile)("npm", [...args, ...quiet], {
    cwd: folder,
    env,
    shell: process.platform === "win32",
  });
}

const RUNTIME = (runtime: string) => ({ "Pulumi.yaml": `name: package\nruntime: ${runtime}\n` });

/** The quick start in each language and module system that a user may write it in. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a CommonJS program in JavaScript": {
    ...RUNTIME("{ name: nodejs, options: { typescript: false } }"),
    "index.js": QUICKSTART.replace(
      /^import \* as devcenter from (.*);$/m,
      "const devcenter = require($1);",
    ).replace(/^export const (\w+) = /gm, "exports.$1 = "),
  },
  "an ECMAScript module in JavaScript": {
    ...RUNTIME("{ name: nodejs, options: { typescript: false } }"),
    "index.js": QUICKSTART,
  },
  "a CommonJS program in TypeScript": {
    ...RUNTIME("nodejs"),
    "index.ts": QUICKSTART,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, target: "es2022", module: "commonjs", moduleResolution: "node" },
    }),
  },
};

describe("the package", () => {
  let devCenter: LocalDevCenter;
  let packed: string;
  let tarball: string;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    packed = mkdtempSync(join(tmpdir(), "pulumi-devcenter-pack-"));
    // Without scripts: it is built already, and building again would pull the rug from under other tests.
    await npm(CHECKOUT, "pack", "--ignore-scripts", "--pack-destination", packed);
    tarball = join(packed, readdirSync(packed).find((name) => name.endsWith(".tgz")) ?? "");
  });
  after(async () => {
    await devCenter.close();
    rmSync(packed, { recursive: true, force: true });
  });

  /** Writes package.json and the program, in place of the program before. */
  function write(project: PulumiProject, title: string): void {
    const isModule = title.startsWith("an ECMAScript module");
    const main = title.endsWith("TypeScript") ? "index.ts" : "index.js";
    const manifest = manifestIn(project.folder);
    project.write({
      ...PROGRAMS[title],
      "package.json": JSON.stringify({ ...manifest, main, type: isModule ? "module" : "commonjs" }),
    });
  }

  describe("installed from its tarball into an empty project", () => {
    let project: PulumiProject;
    const modules = () => join(project.folder, "node_modules");
    before(async () => {
      project = await devCenter.project({ ownModules: true, files: RUNTIME("nodejs") });
      await npm(project.folder, "install", tarball);
    });

    it("brings the chosen packages, and only those", () => {
      assert.deepEqual(manifestIn(join(modules(), "pulumi-devcenter")).dependencies, dependencies);
      assert.deepEqual(Object.keys(dependencies).sort(), [
        "@azure/msal-node",
        "@azure/storage-blob",
        "fastest-levenshtein",
        "lossless-json",
        "luxon",
        "p-queue",
        "undici",
        "zod",
      ]);
    });

    it("asks the project for Pulumi's SDK, and brings none of its own", () => {
      assert.deepEqual(peerDependencies, { "@pulumi/pulumi": "^3.216.0" });
      const installed = readdirSync(modules(), { recursive: true, encoding: "utf8" });
      const copies = installed.filter((path) => /(^|[\\/])@pulumi[\\/]pulumi$/.test(path));
      assert.deepEqual(copies, [join("@pulumi", "pulumi")]);
    });

    it("brings each once, beside itself", () => {
      const missing = Object.keys(dependencies).filter((name) => !readdirSync(join(modules(), name)).length);
      assert.deepEqual(
        { missing, own: readdirSync(modules()).includes("pulumi-devcenter") },
        { missing: [], own: true },
      );
      assert.equal(readdirSync(join(modules(), "pulumi-devcenter")).includes("node_modules"), false);
    });

    it("brings nothing of the emulator or of the tests", () => {
      const { dependencies: ofEmulator = {} } = manifestIn(join(CHECKOUT, "emulator"));
      const unwanted = ["devcenter-emulator", ...Object.keys({ ...ofEmulator, ...devDependencies })].filter(
        // Types of luxon or Node.js may come with a dependency's own.
        (name) => !(name in dependencies || name in peerDependencies) && !name.startsWith("@types/"),
      );
      const installed = readdirSync(modules(), { recursive: true, encoding: "utf8" });
      const names = new Set(installed.map((path) => path.replaceAll("\\", "/")));
      assert.deepEqual(
        unwanted.filter((name) => names.has(name)),
        [],
      );
    });

    it("holds what was built and what is to be read, and nothing else", () => {
      const folder = join(modules(), "pulumi-devcenter");
      assert.deepEqual(readdirSync(folder).sort(), [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "dist",
        "package.json",
      ]);
      const built = readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true });
      const strangers = built.filter((entry) => entry.isFile() && !/\.(js|d\.ts)$/.test(entry.name));
      assert.deepEqual(strangers, []);
    });

    it("creates everything from a CommonJS program in JavaScript", async () => {
      write(project, "a CommonJS program in JavaScript");
      const { outcome } = await devCenter.run(() => project.up());
      assert.deepEqual(did(outcome), [
        "create daily",
        "create nic",
        "create nic-initial",
        "create top-drivers",
      ]);
    });

    async function findsNothingToChange(title: string): Promise<void> {
      write(project, title);
      const { outcome, requests } = await devCenter.run(() => project.up());
      assert.deepEqual(did(outcome), ["same daily", "same nic", "same nic-initial", "same top-drivers"]);
      assert.deepEqual(asked(requests), []);
    }

    it("finds nothing to change from an ECMAScript module in JavaScript", () =>
      findsNothingToChange("an ECMAScript module in JavaScript"));

    it("finds nothing to change from a CommonJS program in TypeScript", async () => {
      const compiler = TYPESCRIPT.map((name) => `${name}@${devDependencies[name]}`);
      await npm(project.folder, "install", "--save-dev", ...compiler);
      await findsNothingToChange("a CommonJS program in TypeScript");
    });

    it("edits in place, and destroys", async () => {
      project.write({ "index.ts": QUICKSTART.replace("limit: 10", "limit: 25") });
      const up = await devCenter.run(() => project.up());
      assert.deepEqual(asked(up.requests), ["POST /analytics/driver/reporttemplate/15"]);
      await devCenter.run(() => project.destroy());
    });
  });

  describe("linked into a project (file:)", () => {
    let project: PulumiProject;
    before(async () => {
      project = await devCenter.project({
        ownModules: true,
        files: {
          "package.json": JSON.stringify({
            devDependencies: Object.fromEntries(TYPESCRIPT.map((name) => [name, devDependencies[name]])),
            dependencies: {
              "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
              "pulumi-devcenter": `file:${CHECKOUT}`,
            },
          }),
          ...RUNTIME("nodejs"),
        },
      });
      await npm(project.folder, "install", "--ignore-scripts");
    });

    for (const title of Object.keys(PROGRAMS)) {
      it(`runs ${title}`, async () => {
        write(project, title);
        const { outcome } = await devCenter.run(() => project.up());
        assert.equal(did(outcome).length, 4);
        await devCenter.run(() => project.destroy());
      });
    }
  });
});

describe("the dependencies of the package", () => {
  const design = readFileSync(join(CHECKOUT, "DESIGN.md"), "utf8");
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    it(`are defended in DESIGN.md: ${name}`, () => assert.ok(design.includes(`\`${name}\``)));
  }
});
