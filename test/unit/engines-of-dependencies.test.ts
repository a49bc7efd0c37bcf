import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { satisfies } from "semver";

const root = join(__dirname, "..", "..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** The folder from which a package in this folder loads another. */
function placeOf(name: string, from: string): string {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  assert.notEqual(relative(root, from), "", `${name} is not installed`);
  return placeOf(name, dirname(from));
}

/** What comes with a package, all the way down, without the packages of this repository. */
function broughtBy(folder: string, found = new Map<string, Manifest>()): Map<string, Manifest> {
  for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) {
    if (name === "pulumi-devcenter") continue;
    const place = placeOf(name, folder);
    if (found.has(place)) continue;
    found.set(place, manifestIn(place));
    broughtBy(place, found);
  }
  return found;
}

/**
 * Those that ask for a newer Node.js and that we cannot choose, by who brings them. Installing warns of them, with yarn 1
 * it fails; docs/install.md says so.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  // Fastify's own means of testing, which it loads for nothing else.
  emulator: ["cookie"],
};

describe("what our packages bring", () => {
  const { node: floor = "" } = manifestIn(root).engines ?? {};
  // The lowest that we name, the one of our CI, and the first of each later line.
  const versions = [`${floor.replace(/^\D+/, "")}.0`, "20.20.0", "22.12.0", "24.0.0"];

  for (const folder of [".", "cli", "emulator"]) {
    const brought = broughtBy(join(root, folder));

    it(`is looked at: ${folder}`, () => assert.ok(brought.size >= 7, String(brought.size)));

    for (const version of versions) {
      it(`installs on Node.js ${version}: ${folder}`, () => {
        const refused = [...brought.values()].filter(
          ({ engines }) => engines?.node !== undefined && !satisfies(version, engines.node),
        );
        const expected = version.startsWith("20.") ? (known[folder] ?? []) : [];
        assert.deepEqual(
          refused.map(({ name }) => name),
          expected,
        );
      });
    }
  }
});

describe("the versions that a user needs", () => {
  const { engines, peerDependencies } = manifestIn(root) as Manifest & {
    peerDependencies: Record<string, string>;
  };
  const node = engines?.node?.replace(/^\D+/, "") ?? "";
  const sdk = peerDependencies["@pulumi/pulumi"]?.replace(/^\D+|\.0$/g, "") ?? "";

  for (const file of ["README.md", "docs/install.md"]) {
    it(`stand in ${file}: Node.js ${node}, Pulumi's SDK ${sdk}`, () => {
      const text = readFileSync(join(root, file), "utf8");
      assert.match(text, new RegExp(`Node\\.js[^.]* ${node.replace(".", "\\.")}`));
      assert.ok(text.includes(` ${sdk} `), sdk);
    });
  }
});
