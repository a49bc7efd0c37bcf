import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { kinds } from "../../../provider/kinds/all-kinds";

const resources = resolve(__dirname, "..", "..", "..", "provider", "resources");

/** The documentation of each property of the interface of a kind's arguments. */
function documentationOf(kind: string): Map<string, string> {
  const file = `${kind.replaceAll(/\B[A-Z]/g, "-$&").toLowerCase()}.ts`;
  const text = readFileSync(resolve(resources, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const args = source.statements.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === `${kind}Args`,
  );
  const documented = (args?.members ?? []).map((member): [string, string] => [
    member.name?.getText() ?? "",
    ts
      .getJSDocCommentsAndTags(member)
      .map((doc) => doc.getText().replaceAll(/\s*\n\s*\* ?/g, " "))
      .join(" "),
  ]);
  return new Map(documented);
}

/** How a docstring writes a default. */
function written(value: unknown): RegExp {
  const isEmpty = value !== null && typeof value === "object" && Object.keys(value).length === 0;
  return isEmpty ? /Default: none/ : new RegExp(`Default: \`?${String(value)}\`?[.;]`);
}

const changes = {
  update: /Change: (update in place|uploaded in place|nothing to do)/,
  replace: /Change: replace/,
  depends: /Change: .*(in place.*replace|replace.*in place)/,
} as const;

describe("the documentation of a property", () => {
  for (const [kind, { properties }] of Object.entries(kinds)) {
    const documented = documentationOf(kind);
    for (const [name, facts] of Object.entries(properties).filter(([, { derived }]) => !derived)) {
      it(`says what a change does and what the default is, as the facts have it: ${kind}.${name}`, () => {
        const docs = documented.get(name) ?? assert.fail(`${kind}Args has no documented ${name}`);
        assert.match(docs, changes[facts.onChange]);
        if ("default" in facts) assert.match(docs, written(facts.default));
        if (facts.required) assert.doesNotMatch(docs, /Default:/);
      });
    }
  }
});
