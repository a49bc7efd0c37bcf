import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { kinds } from "../../../provider/kinds/all-kinds";

const resources = resolve(__dirname, "..", "..", "..", "provider", "resources");

interface Documentation {
  readonly text: string;
  /** What stands behind `@default`. */
  readonly defaults: readonly string[];
}

/** The documentation of each property of the interface of a kind's arguments. */
function documentationOf(kind: string): Map<string, Documentation> {
  const file = `${kind.replaceAll(/\B[A-Z]/g, "-$&").toLowerCase()}.ts`;
  const text = readFileSync(resolve(resources, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const args = source.statements.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === `${kind}Args`,
  );
  const documented = (args?.members ?? []).map((member): [string, Documentation] => {
    const docs = ts.getJSDocCommentsAndTags(member).map((doc) => doc.getText());
    const tags = ts.getJSDocTags(member).filter(({ tagName }) => tagName.text === "default");
    return [
      member.name?.getText() ?? "",
      {
        text: docs.join(" ").replaceAll(/\s*\n\s*\* ?/g, " "),
        defaults: tags.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? ""),
      },
    ];
  });
  return new Map(documented);
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
        const { text, defaults } =
          documented.get(name) ?? assert.fail(`${kind}Args has no documented ${name}`);
        assert.match(text, changes[facts.onChange]);
        assert.deepEqual(defaults, "default" in facts ? [JSON.stringify(facts.default)] : []);
      });
    }
  }
});
