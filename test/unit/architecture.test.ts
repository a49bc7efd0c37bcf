import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { circlesIn, type Import, type SourceFile, sourceFiles, textsIn } from "../../harness/source-files";

const root = join(__dirname, "..", "..");
const exists = (folder: string) => existsSync(join(root, folder));
const provider = sourceFiles("provider");
const emulator = sourceFiles("emulator/src");
const cli = exists("cli") ? sourceFiles("cli") : [];
const policies = sourceFiles("policies/src");

type Rule = (from: SourceFile, to: Import) => boolean;

/** `from → to` for every import that breaks a rule. */
function broken(files: readonly SourceFile[], isBroken: Rule): string[] {
  return files.flatMap((file) =>
    file.imports.filter((to) => isBroken(file, to)).map((to) => `${file.path} → ${to.target}`),
  );
}

function inRoom(room: string): SourceFile[] {
  const files = provider.filter(({ path }) => path.startsWith(`provider/${room}/`));
  assert.notEqual(files.length, 0, `there is nothing in provider/${room}`);
  return files;
}

const isIn = (target: string, ...folders: string[]) =>
  folders.some((folder) => target.startsWith(`${folder}/`));
const isOwn = (target: string) =>
  ["provider", "pulumi-devcenter"].includes(target) || isIn(target, "provider");
const isEntry = (target: string) => target === "provider/internal" || isIn(target, "provider/internal");

/** The rooms of the provider from the bottom up, and the rooms that each may import besides itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  kinds: [],
  "api/errors": [],
  "api/text": [],
  "api/http": ["api/errors", "api/text"],
  "api/auth": ["api/errors", "api/text", "api/http"],
  "api/transfer": ["api/errors", "api/text", "api/http"],
  "api/endpoints": ["api/errors", "api/text", "api/http", "api/transfer"],
  api: ["api"],
  "lifecycles/core": ["kinds", "api"],
  lifecycles: ["lifecycles", "kinds", "api"],
  model: ["lifecycles", "kinds", "api/text"],
  "exactly-once": ["model", "lifecycles", "kinds", "api"],
  dynamic: ["exactly-once", "model", "lifecycles", "kinds", "api"],
  internal: ["exactly-once", "model", "lifecycles", "kinds", "api"],
};

describe("imports run downhill only", () => {
  for (const [room, allowed] of Object.entries(rooms)) {
    it(`provider/${room} imports of our own ${allowed.length === 0 ? "nothing" : `only ${allowed.join(", ")}`}`, () => {
      const ok = [room, ...allowed].map((name) => `provider/${name}`);
      assert.deepEqual(
        broken(
          inRoom(room),
          (_, { target }) => isOwn(target) && !ok.includes(target) && !isIn(target, ...ok),
        ),
        [],
      );
    });
  }

  it("no file imports itself by way of others", () => {
    const others = ["engine", "harness", "demo", "bench"].filter(exists).flatMap(sourceFiles);
    assert.deepEqual(circlesIn([...provider, ...cli, ...emulator, ...policies, ...others]), []);
  });

  it("the facts about the kinds import no package", () => {
    assert.deepEqual(
      broken(inRoom("kinds"), (_, { target }) => !isOwn(target)),
      [],
    );
  });

  it("resources import their base class and the facts, and of the columns and of each other their types", () => {
    const allowed = (target: string, typeOnly: boolean) =>
      target === "provider/dynamic/dev-center-resource" ||
      isIn(target, "provider/kinds") ||
      (typeOnly &&
        (target === "provider/lifecycles/report-template/report-columns" ||
          isIn(target, "provider/resources")));
    assert.deepEqual(
      broken(inRoom("resources"), (_, { target, typeOnly }) => isOwn(target) && !allowed(target, typeOnly)),
      [],
    );
  });

  it("resources and what they import use no package but Pulumi's", () => {
    const base = provider.filter(({ path }) =>
      /^provider\/(dynamic\/dev-center-resource|model\/reserved)\.ts$/.test(path),
    );
    assert.deepEqual(
      broken(
        [...inRoom("resources"), ...base],
        (_, { target }) => !isOwn(target) && target !== "@pulumi/pulumi",
      ),
      [],
    );
  });

  it("functions load the api only when a program asks for something", () => {
    const isLater = ({ target, typeOnly, lazy }: Import) =>
      (isIn(target, "provider/api") && (typeOnly || lazy)) ||
      (/^provider\/(dynamic\/hints|model\/secret-texts)$/.test(target) && lazy) ||
      (isIn(target, "provider/resources") && typeOnly);
    assert.deepEqual(
      broken(
        inRoom("functions"),
        (_, to) => isOwn(to.target) && !isIn(to.target, "provider/functions") && !isLater(to),
      ),
      [],
    );
  });

  it("functions use no package but Pulumi's", () => {
    assert.deepEqual(
      broken(inRoom("functions"), (_, { target }) => !isOwn(target) && target !== "@pulumi/pulumi"),
      [],
    );
  });

  it("the base class does not import the runtime, but leaves its name in the state", () => {
    const base = provider.filter(({ path }) => path === "provider/dynamic/dev-center-resource.ts");
    assert.deepEqual(base.flatMap(({ imports }) => imports.map(({ target }) => target)).sort(), [
      "@pulumi/pulumi",
      "provider/kinds/kind",
      "provider/model/reserved",
    ]);
  });

  it("api and lifecycles know nothing of Pulumi", () => {
    assert.deepEqual(
      broken([...inRoom("api"), ...inRoom("lifecycles")], (_, { target }) => target.startsWith("@pulumi/")),
      [],
    );
  });

  it("no text of the api is meant for one reader: those who print an error know what to do about it", () => {
    const forOneReader =
      /pulumi (up|refresh|preview|config|destroy)|--[a-z]+-[a-z]+|in (a|the) program|waitTimeoutMinutes/i;
    assert.deepEqual(
      inRoom("api").flatMap(({ path }) => textsIn(path).filter((text) => forOneReader.test(text))),
      [],
    );
  });

  it("only api speaks to the network, but for the watch over Pulumi's own engine", () => {
    const watch = "provider/dynamic/engine-watch.ts";
    const network = ["undici", "@azure/msal-node", "node:http", "node:https", "node:net", "node:tls"];
    assert.deepEqual(
      broken(
        provider,
        ({ path }, { target }) => network.includes(target) && !isIn(path, "provider/api") && path !== watch,
      ),
      [],
    );
  });

  it("the provider imports nothing of the emulator", () => {
    assert.deepEqual(
      broken(provider, (_, { target }) => target === "devcenter-emulator" || isIn(target, "emulator")),
      [],
    );
  });

  it("the emulator imports nothing of the provider", () => {
    assert.deepEqual(
      broken(emulator, (_, { target }) => isOwn(target)),
      [],
    );
  });

  it("the command imports of the provider only the entries for our own packages", () => {
    assert.deepEqual(
      broken(cli, (_, { target }) => isOwn(target) && !isEntry(target)),
      [],
    );
  });

  it("the entries for our own packages export each thing by its name, and no file of the provider imports them", () => {
    const isByName = ({ path }: SourceFile) => !/export \*/.test(readFileSync(join(root, path), "utf8"));
    assert.deepEqual(
      inRoom("internal").filter((file) => !isByName(file)),
      [],
    );
    assert.deepEqual(
      broken(provider, (_, { target }) => isEntry(target)),
      [],
    );
  });

  it("what an import finds, names and plans knows no language: only what writes the files imports a printer", () => {
    const printer = (target: string) => /^cli\/src\/import\/print-/.test(target);
    const writers = ["write-program", "write", "command", "settle"].map(
      (name) => `cli/src/import/${name}.ts`,
    );
    const others = cli.filter(({ path }) => !printer(path) && !writers.includes(path));
    assert.ok(others.some(({ path }) => path === "cli/src/import/plan.ts"));
    assert.deepEqual(
      broken(others, (_, { target }) => printer(target)),
      [],
    );
  });

  it("the command imports nothing of the emulator, and no network of its own but where it is called back", () => {
    const receiver = "cli/src/reports/callback-receiver.ts";
    const network = ["devcenter-emulator", "undici", "@azure/msal-node", "node:http", "node:https"];
    assert.deepEqual(
      broken(
        cli,
        ({ path }, { target }) => (network.includes(target) && path !== receiver) || isIn(target, "emulator"),
      ),
      [],
    );
  });

  it("the policies import of the provider only how it decides, and nothing of the command or the emulator", () => {
    const others = (target: string) => isIn(target, "cli", "emulator") || target === "devcenter-emulator";
    assert.deepEqual(
      broken(
        policies,
        (_, { target }) => others(target) || (isOwn(target) && target !== "provider/internal/lifecycles"),
      ),
      [],
    );
  });

  it("nothing that runs in earnest imports from the tests", () => {
    assert.deepEqual(
      broken([...provider, ...emulator, ...cli, ...policies], (_, { target }) => isIn(target, "test")),
      [],
    );
  });
});
