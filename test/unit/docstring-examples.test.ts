import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "..", "..");
/** What an editor shows to a user: built, with its docstrings. */
const door = join(root, "dist", "index.d.ts");

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.Node20,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

/** What the reference takes for granted before each example. */
const opening = [
  'import * as pulumi from "@pulumi/pulumi";',
  'import * as devcenter from "pulumi-devcenter";',
  "",
].join("\n");

/** The classes and functions that a program can import, with the code of their examples. */
function documentedCode(): Map<string, string[]> {
  // Without libraries and packages: only names and docstrings are asked for.
  const program = ts.createProgram([door], { ...options, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(door);
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module ? checker.getExportsOfModule(module) : [];
  const real = exported.map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  );
  const code = real.filter(({ flags }) => flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function));
  return new Map(
    code.map((symbol) => {
      const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === "example");
      const texts = tags.map(({ text }) => ts.displayPartsToString(text));
      return [
        symbol.name,
        texts.flatMap((text) => [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, it = ""]) => it)),
      ];
    }),
  );
}

/** What the compiler has to say about each text, all compiled at once. */
function faultsIn(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  // An ECMAScript module, in which `await` needs no function around it.
  const files = new Map([...texts].map(([name, text]) => [join(__dirname, `${name}.mts`), text]));
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...others) => {
    const text = files.get(path);
    if (text === undefined) return getSourceFile(path, ...others);
    return ts.createSourceFile(path, text, {
      languageVersion: ts.ScriptTarget.ES2022,
      impliedNodeFormat: ts.ModuleKind.ESNext,
    });
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...texts.keys()].map((name) => {
      const file = program.getSourceFile(join(__dirname, `${name}.mts`));
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))];
    }),
  );
}

describe("the documentation of what a program can import", () => {
  const documented = documentedCode();
  let faults: Map<string, string[]>;
  before(() => {
    const texts = [...documented].map(([name, examples]): [string, string] => [
      `example-of-${name}`,
      opening + examples.join("\n"),
    ]);
    faults = faultsIn(
      new Map([...texts, ["a-wrong-example", `${opening}new devcenter.Product("nic", {});`]]),
    );
  });

  it("is found", () => assert.ok(documented.size > 30, `${documented.size} classes and functions`));

  it("is compiled in earnest", () => assert.notDeepEqual(faults.get("a-wrong-example"), []));

  for (const [name, examples] of documented) {
    it(`has an example: ${name}`, () => assert.notDeepEqual(examples, []));
    it(`has an example that compiles: ${name}`, () => assert.deepEqual(faults.get(`example-of-${name}`), []));
  }
});
