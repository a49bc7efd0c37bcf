import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
/** The folders of what is published beside the provider. */
const others: readonly string[] = JSON.parse(read("package.json")).workspaces;
const workflows = readdirSync(join(root, ".github", "workflows"));
const release = read(".github", "workflows", "release.yml");

describe("what is published", () => {
  it("says by whom and from what it was built: each package, and nothing else", () => {
    const publishes = [...release.matchAll(/npm publish[^&\n]*/g)].map(([command]) => command.trim());
    assert.equal(publishes.length, 2);
    for (const command of publishes) assert.match(command, / --provenance /);
    assert.deepEqual(
      publishes.flatMap((command) => [...command.matchAll(/--workspace (\S+)/g)].map(([, name]) => name)),
      others.map((folder) => JSON.parse(read(folder, "package.json")).name),
    );
    assert.match(release, /^ {6}id-token: write$/m);
  });

  it("names the repository, without which npm takes no provenance", () => {
    for (const folder of ["", ...others]) {
      const { repository, private: isPrivate } = JSON.parse(read(folder, "package.json"));
      const { url } = repository;
      assert.equal(url, "git+https://github.com/pulumi-devcenter/pulumi-devcenter.git", folder);
      assert.equal(isPrivate, undefined);
    }
  });

  it("is tested, and has a bill of materials, before", () => {
    const order = ["npm ci", "npm test", "npm audit signatures", "npm sbom", "name: sbom", "npm publish"];
    const places = order.map((step) => release.indexOf(step));
    assert.ok(!places.includes(-1), places.join());
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
  });
});

describe("the workflows of this repository", () => {
  for (const name of workflows) {
    const text = read(".github", "workflows", name);

    it(`run what somebody has looked at, and may do no more than they need: ${name}`, () => {
      const uses = [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what);
      assert.notEqual(uses.length, 0);
      for (const what of uses) assert.match(what ?? "", /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      assert.match(text, /^permissions:\n {2}contents: read$/m);
      // In a pull request a token that stays in the checkout is anybody's.
      const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
      assert.equal((text.match(/persist-credentials: false/g) ?? []).length, checkouts.length);
      assert.match(text, /timeout-minutes: \d+/);
      // What others write (titles, branches) is never part of a command.
      assert.doesNotMatch(text, /run:.*\$\{\{/);
    });
  }

  it("are kept up to date, with what they and the packages use", () => {
    const updates = read(".github", "dependabot.yml");
    for (const what of ["npm", "gomod", "github-actions"]) {
      assert.match(updates, new RegExp(`package-ecosystem: ${what}`));
    }
  });
});
