import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const manifestOf = (folder: string) => JSON.parse(read(folder, "package.json"));

describe("a published package", () => {
  for (const folder of [".", "cli", "emulator"]) {
    const manifest = manifestOf(folder);
    it(`tells where its source, its page and its issues are: ${manifest.name}`, () => {
      for (const field of ["repository", "homepage", "bugs", "author", "license"]) {
        assert.ok(manifest[field], field);
      }
    });
    it(`brings its licence and its README: ${manifest.name}`, () => {
      assert.equal(read(folder, "LICENSE"), read("LICENSE"));
      for (const file of ["LICENSE", "README.md"]) assert.ok(manifest.files.includes(file), file);
    });
  }

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
