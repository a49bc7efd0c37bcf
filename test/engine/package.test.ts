import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asked, did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import {
  CHECKOUT,
  dependencies,
  devDependencies,
  manifestIn,
  npm,
  peerDependencies,
  QUICKSTART,
  RUNTIME,
  TYPESCRIPT,
  write,
} from "./package-programs";

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

    it("has each of them, beside itself or, where the SDK brings another version, within", () => {
      const own = createRequire(join(modules(), "pulumi-devcenter", "package.json"));
      const missing = Object.keys(dependencies).filter((name) => {
        const places = own.resolve.paths(name) ?? [];
        return !places.some((place) => place.startsWith(project.folder) && existsSync(join(place, name)));
      });
      assert.deepEqual(missing, []);
    });

    it("brings nothing of the emulator or of the tests", () => {
      const { dependencies: ofEmulator = {} } = manifestIn(join(CHECKOUT, "emulator"));
      const unwanted = ["devcenter-emulator", ...Object.keys({ ...ofEmulator, ...devDependencies })].filter(
        // Types of luxon or Node.js may come with a dependency's own, and semver comes with MSAL's.
        (name) =>
          !["pulumi-devcenter", "semver"].includes(name) &&
          !(name in dependencies) &&
          !name.startsWith("@types/"),
      );
      const brought = dependenciesOf("pulumi-devcenter", join(modules(), ".package-lock.json"));
      assert.ok(brought.has("undici"));
      assert.deepEqual(
        unwanted.filter((name) => brought.has(name)),
        [],
      );
    });

    it("holds what was built and what is to be read, and nothing else", () => {
      const folder = join(modules(), "pulumi-devcenter");
      const own = readdirSync(folder).filter((name) => name !== "node_modules");
      assert.deepEqual(own.sort(), ["CHANGELOG.md", "LICENSE", "README.md", "dist", "docs", "package.json"]);
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
});

describe("the dependencies of the package", () => {
  const design = readFileSync(join(CHECKOUT, "DESIGN.md"), "utf8");
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    it(`are defended in DESIGN.md: ${name}`, () => assert.ok(design.includes(`\`${name}\``)));
  }
});

/** All that comes with a package, its peers aside, by what npm has installed. */
function dependenciesOf(root: string, lockFile: string): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(lockFile, "utf8")) as {
    packages: Readonly<Record<string, { dependencies?: Record<string, string> }>>;
  };
  const found = new Set<string>();
  const visit = (name: string) => {
    const places = Object.keys(packages).filter((place) => place.endsWith(`node_modules/${name}`));
    for (const dependency of places.flatMap((place) => Object.keys(packages[place]?.dependencies ?? {}))) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(root);
  return found;
}
