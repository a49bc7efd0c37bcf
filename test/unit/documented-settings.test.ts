import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { secretSettings, variables } from "../../provider/api/auth/setting-names";

const root = resolve(__dirname, "..", "..");
const rows = readFileSync(join(root, "docs", "settings.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `devcenter:"))
  .map((line) => {
    const [, setting = "", environment = "", byDefault = ""] = line.split("|").map((cell) => cell.trim());
    const key = /^`devcenter:(\w+)`/.exec(setting)?.[1] ?? setting;
    return { key, isSecret: setting.endsWith("(secret)"), environment, byDefault };
  });

/** Those that no one variable gives: several that the environment sets for its own purposes are looked at. */
const federation = [
  "AZURE_FEDERATED_TOKEN_FILE",
  "ACTIONS_ID_TOKEN_REQUEST_URL",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/** What the typed settings of an explicit provider document, by name. */
function providerArgs(): Map<string, { readonly byDefault: string | undefined; readonly text: string }> {
  const text = readFileSync(join(root, "provider", "resources", "provider.ts"), "utf8");
  const source = ts.createSourceFile("provider.ts", text, ts.ScriptTarget.Latest, true);
  const args = source.statements.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === "ProviderArgs",
  );
  return new Map(
    (args?.members ?? []).map((member) => {
      const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
      const docs = ts.getJSDocCommentsAndTags(member).map((doc) => doc.getText());
      const byDefault = tag && (ts.getTextOfJSDocComment(tag.comment) ?? "");
      return [member.name?.getText() ?? "", { byDefault, text: docs.join(" ") }];
    }),
  );
}

describe("the table of settings in docs/settings.md", () => {
  it("has every setting once, and none besides", () => {
    assert.deepEqual(rows.map(({ key }) => key).sort(), Object.keys(variables).sort());
  });

  for (const [key, variable] of Object.entries(variables)) {
    const row = rows.find((candidate) => candidate.key === key);
    it(`names the environment variable, and no other: ${key}`, () => {
      const named = [...(row?.environment ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name);
      assert.deepEqual(named, variable === undefined ? federation : [variable]);
    });
    it(`says whether it is a secret: ${key}`, () => {
      assert.equal(
        row?.isSecret,
        secretSettings.some((name) => name === key),
      );
    });
  }
});

describe("the documentation of an explicit provider's settings", () => {
  const documented = providerArgs();
  for (const { key, isSecret, byDefault } of rows) {
    it(`has the default of docs/settings.md, and says what is a secret: ${key}`, () => {
      const found = documented.get(key) ?? assert.fail(`ProviderArgs has no documented ${key}`);
      const value = /^`(.*)`$/.exec(byDefault)?.[1];
      assert.equal(found.byDefault?.replaceAll('"', ""), value);
      assert.equal(found.text.includes("Kept as a secret"), isSecret);
    });
  }
});
