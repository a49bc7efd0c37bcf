import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "..");

/** One import, or export from elsewhere, in a source file. */
export interface Import {
  /** A path from the checkout's root for own files, the package's name for others. */
  readonly target: string;
  /** Whether it is gone once compiled. */
  readonly typeOnly: boolean;
  /** Whether it is loaded only when the program comes to it. */
  readonly lazy: boolean;
}

/** A source file of the checkout. */
export interface SourceFile {
  /** From the checkout's root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Every TypeScript file in a folder of the checkout. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter(
      (name) =>
        name.endsWith(".ts") && !name.endsWith(".d.ts") && !/(^|[\\/])(dist|node_modules)[\\/]/.test(name),
    )
    .map((name) => read(join(ROOT, folder, name)));
}

function read(file: string): SourceFile {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const imports: Import[] = [];
  const visit = (node: ts.Node) => {
    const found = importOf(node);
    if (found !== undefined) imports.push({ ...found, target: targetOf(file, found.target) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path: slashed(relative(ROOT, file)), lines: text.trimEnd().split("\n").length, imports };
}

/** The texts in a source file, of which each part between values counts. */
export function textsIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { target: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause), lazy: false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { target: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, lazy: false };
  }
  if (ts.isCallExpression(node)) {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
    const [first] = node.arguments;
    if ((isImport || isRequire) && first && ts.isStringLiteral(first))
      return { target: first.text, typeOnly: false, lazy: true };
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  return (
    clause.name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) {
    return slashed(relative(ROOT, resolve(file, "..", specifier.replace(/\.js$/, ""))));
  }
  const [scope = "", name, ...rest] = specifier.split("/");
  // An entry for our own packages: the file behind it.
  if (scope === "pulumi-devcenter" && name === "internal") return ["provider", name, ...rest].join("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}

/** Each circle of imports once, as `a > b > a`; imports of types alone count, too. */
export function circlesIn(files: readonly SourceFile[]): string[] {
  const imports = new Map(
    files.map(({ path, imports }) => [path.replace(/\.ts$/, ""), imports.map((one) => one.target)]),
  );
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): string[] => {
    if (above.includes(path)) return [[...above.slice(above.indexOf(path)), path].join(" > ")];
    if (done.has(path)) return [];
    done.add(path);
    return (imports.get(path) ?? imports.get(`${path}/index`) ?? []).flatMap((next) =>
      visit(next, [...above, path]),
    );
  };
  return [...imports.keys()].flatMap((path) => visit(path, []));
}
