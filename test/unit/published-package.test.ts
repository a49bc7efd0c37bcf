import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { npm } from "../engine/package-programs";

const root = join(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const manifestOf = (folder: string) => JSON.parse(read(folder, "package.json"));

describe("a published package", () => {
  for (const folder of [".", "cli", "emulator", "policies"]) {
    const manifest = manifestOf(folder);
    it(`says where its source, its page and its issues are: ${manifest.name}`, () => {
      for (const field of ["repository", "homepage", "bugs", "author", "license"]) {
        assert.ok(manifest[field], field);
      }
    });
    it(`brings its licence and its README: ${manifest.name}`, () => {
      assert.equal(read(folder, "LICENSE"), read("LICENSE"));
      for (const file of ["LICENSE", "README.md"]) assert.ok(manifest.files.includes(file), file);
    });
  }

  it("has the emulator's blob store in one file that needs Node.js alone, and says whose work is in it", () => {
    const blobs = join("emulator", "dist", "blobs");
    const needed = [...read(blobs, "azurite-process.js").matchAll(/\brequire\("([^"]+)"\)/g)];
    assert.deepEqual(
      needed.map(([, name = ""]) => name).filter((name) => !isBuiltin(name)),
      [],
    );
    const licences = read(blobs, "azurite-licences.txt");
    const { azurite } = manifestOf("emulator").devDependencies;
    assert.ok(licences.includes(`azurite ${azurite} (MIT)`));
    // What it could reach others with stays out, and so do its advisories.
    assert.doesNotMatch(licences, /^(axios|form-data|tough-cookie|applicationinsights|sequelize|tedious) /m);
  });

  it("links from its README to what is in the tarball, or by a whole address", () => {
    const { files } = manifestOf(".") as { files: string[] };
    const links = [...read("README.md").matchAll(/\]\(([^)#]+)/g)].map(([, link = ""]) => link);
    const dead = links.filter(
      (link) =>
        !/^https?:/.test(link) &&
        !(files.some((file) => link === file || link.startsWith(`${file}/`)) && existsSync(join(root, link))),
    );
    assert.deepEqual(dead, []);
  });
});

describe("the manifest that npm publishes", () => {
  let folder: string;
  let published: Record<string, unknown>;
  before(async () => {
    // In a copy: packing changes the manifest for a moment, which other tests would see.
    folder = mkdtempSync(join(tmpdir(), "devcenter-packed-"));
    const manifest = manifestOf(".");
    const { prepack, postpack, prepare } = manifest.scripts;
    assert.equal(
      prepack,
      "npm run build --silent && npm run docs --silent && node published-manifest.mjs clean",
    );
    const scripts = { prepack: "node published-manifest.mjs clean", postpack, prepare: "exit 1" };
    assert.ok(prepare);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, scripts, workspaces: [] }));
    for (const file of ["published-manifest.mjs", "README.md", "LICENSE", ".gitignore"]) {
      cpSync(join(root, file), join(folder, file));
    }
    mkdirSync(join(folder, "docs", "reference"), { recursive: true });
    writeFileSync(join(folder, "docs", "reference", "README.md"), "# pulumi-devcenter\n");
    await npm(folder, "pack");
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    await promisify(execFile)("tar", ["-xzf", tarball], { cwd: folder });
    published = JSON.parse(readFileSync(join(folder, "package", "package.json"), "utf8"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has neither scripts nor workspaces nor what only this repository needs", () => {
    const { scripts: _, workspaces: __, devDependencies: ___, ...rest } = manifestOf(".");
    assert.deepEqual(published, rest);
  });

  it("comes with the reference, which git ignores because it is generated", () => {
    assert.ok(existsSync(join(folder, "package", "docs", "reference", "README.md")));
  });

  it("is the repository's own again afterwards", () => {
    assert.ok("workspaces" in JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    assert.ok(!existsSync(join(folder, "package.json.kept")));
  });
});

describe("each example, which pulumi new makes a project of", () => {
  const { version } = manifestOf(".");
  for (const name of readdirSync(join(root, "examples"))) {
    it(`takes the project's name, and the package from the registry: ${name}`, () => {
      const manifest = manifestOf(join("examples", name));
      assert.deepEqual(
        [manifest.name, manifest.description, manifest.dependencies["pulumi-devcenter"]],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi fills these in.
        ["${PROJECT}", "${DESCRIPTION}", `^${version}`],
      );
    });
    it(`asks for tenant, client and key: ${name}`, () => {
      const settings = read("examples", name, "Pulumi.yaml");
      assert.match(settings, /^template:\n {2}description: [^:\n]+\n/m);
      for (const key of ["tenantId", "clientId", "clientSecret"]) {
        assert.match(settings, new RegExp(`^ {4}devcenter:${key}:$`, "m"));
      }
    });
  }
});
