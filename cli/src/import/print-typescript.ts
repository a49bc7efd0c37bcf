import { dirname, relative } from "node:path/posix";
import { ConfiguredSecret, type Declaration, HardwareIdFile, Reference } from "./declaration";
import { type Module, undeclaredComment } from "./layout";
import type { ManagedResource, ProgramVariable } from "./managed";
import type { PrintStyle } from "./print-style";
import { Call, Code, printEntry, printText } from "./print-value";

/** What a module refers to outside of itself. */
export interface Surroundings {
  readonly style: PrintStyle;
  /** A resource that the program keeps in an exported variable, or that an earlier file of this import declares. */
  readonly variable: (kind: string, id: string) => Pick<ProgramVariable, "variable" | "module"> | undefined;
  readonly managed: (kind: string, id: string) => ManagedResource | undefined;
  /** The program is of ECMAScript modules. */
  readonly isEsm: boolean;
}

/** A module of the program, as the project's formatter would leave it. */
export function printModule(module: Module, surroundings: Surroundings): string {
  const needs = new Needs();
  const statements = module.declarations.map((declaration) =>
    printDeclaration(declaration, module, surroundings, needs),
  );
  const comments = module.undeclared.map((entry) => undeclaredComment(entry).map(commentLine).join("\n"));
  const head = [...needs.imports(module, surroundings), ...needs.constants()];
  return `${[head.join("\n"), ...statements, ...comments].filter((part) => part !== "").join("\n\n")}\n`;
}

/** What the statements of a module use. */
class Needs {
  readonly #variables = new Map<string, Set<string>>();
  config = false;
  files = false;
  devcenter = false;

  refer(module: string, variable: string): void {
    this.#variables.set(module, (this.#variables.get(module) ?? new Set()).add(variable));
  }

  imports({ path }: Module, { style, isEsm }: Surroundings): string[] {
    const from = (module: string) => `from ${printText(module, style)};`;
    const others = [...this.#variables]
      .map(
        ([module, variables]) => [specifierOf(pathTo(path, module), isEsm), [...variables].sort()] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return [
      ...(this.files ? [`import { readFileSync } ${from("node:fs")}`] : []),
      ...(this.files && !isEsm ? [`import { join } ${from("node:path")}`] : []),
      ...(this.config ? [`import * as pulumi ${from("@pulumi/pulumi")}`] : []),
      ...(this.devcenter ? [`import * as devcenter ${from("pulumi-devcenter")}`] : []),
      ...others.map(([module, variables]) => printImport(variables, from(module), style)),
    ];
  }

  constants(): string[] {
    return this.config ? ["", "const config = new pulumi.Config();"] : [];
  }
}

function printImport(variables: readonly string[], from: string, style: PrintStyle): string {
  const flat = `import { ${variables.join(", ")} } ${from}`;
  if (flat.length <= style.width) return flat;
  return `import {\n${variables.map((name) => `${style.indent}${name},\n`).join("")}} ${from}`;
}

/** What an import of a module says: ECMAScript modules name the file that the compiler would write. */
export function specifierOf(path: string, isEsm: boolean): string {
  return isEsm ? `${path}.js` : path;
}

/** Such as `../reports`. */
function pathTo(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function printDeclaration(
  { object, name, comments, properties }: Declaration,
  module: Module,
  surroundings: Surroundings,
  needs: Needs,
): string {
  const { style } = surroundings;
  needs.devcenter = true;
  const lines = comments.map(commentLine);
  const start = `export const ${name.variable} =`;
  if (object.isForeign === true) {
    const args = [name.resource, object.id].map((text) => printText(text, style));
    return [...lines, printCall(start, `devcenter.${object.kind}.get(`, args, style)].join("\n");
  }
  const call = `new devcenter.${object.kind}(`;
  const isShort = `${start} ${call}`.length <= style.width;
  const depth = isShort ? 1 : 2;
  const margin = style.indent.repeat(depth);
  const entries = properties.map(({ name: property, value }) => {
    const shown = inCode(value, module, surroundings, needs);
    return margin + style.indent + printEntry({ name: property, ...shown }, style, depth + 1);
  });
  return [
    ...lines,
    isShort ? `${start} ${call}` : `${start}\n${style.indent}${call}`,
    `${margin}${printText(name.resource, style)},`,
    `${margin}{`,
    ...entries.map((entry) => `${entry},`),
    `${margin}},`,
    `${margin}{ import: ${printText(object.id, style)} },`,
    `${style.indent.repeat(depth - 1)});`,
  ].join("\n");
}

/** A call whose result a constant keeps, in the form that formatters leave as it is. */
function printCall(start: string, callee: string, args: readonly string[], style: PrintStyle): string {
  const { width, indent } = style;
  const flat = `${callee}${args.join(", ")});`;
  if (`${start} ${flat}`.length <= width) return `${start} ${flat}`;
  const isShort = `${start} ${callee}`.length <= width;
  if (!isShort && style.indentWidth + flat.length <= width) return `${start}\n${indent}${flat}`;
  const margin = isShort ? "" : indent;
  const broken = [callee, ...args.map((arg) => `${margin}${indent}${arg},`), `${margin});`].join("\n");
  return isShort ? `${start} ${broken}` : `${start}\n${margin}${broken}`;
}

/** A value with code in the place of references, secrets and files; with a comment where a reference has no variable. */
function inCode(
  value: unknown,
  module: Module,
  surroundings: Surroundings,
  needs: Needs,
): { value: unknown; comment?: string | undefined } {
  if (value instanceof Reference) return referenceIn(value, module, surroundings, needs);
  if (value instanceof ConfiguredSecret) {
    needs.config = true;
    return { value: new Call("config.requireSecret", printText(value.key, surroundings.style)) };
  }
  if (value instanceof HardwareIdFile) {
    needs.files = true;
    const reading = new Call(
      "readFileSync",
      fileCode(value, module, surroundings),
      printText("utf8", surroundings.style),
    );
    return { value: new Call("JSON.parse", reading) };
  }
  if (value === null || typeof value !== "object") return { value };
  if (Array.isArray(value))
    return { value: value.map((item) => inCode(item, module, surroundings, needs).value) };
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    inCode(inner, module, surroundings, needs).value,
  ]);
  return { value: Object.fromEntries(entries) };
}

function referenceIn(
  { kind, id, property, literal }: Reference,
  module: Module,
  { variable, managed }: Surroundings,
  needs: Needs,
): { value: unknown; comment?: string } {
  const known = variable(kind, id);
  if (known !== undefined) {
    if (known.module !== module.path) needs.refer(known.module, known.variable);
    return { value: new Code(`${known.variable}.${property}`) };
  }
  const owner = managed(kind, id);
  return owner === undefined
    ? { value: literal }
    : { value: literal, comment: `Managed as ${oneLine(owner.urn)}` };
}

function fileCode({ path }: HardwareIdFile, module: Module, { style, isEsm }: Surroundings): Call {
  const place = printText(pathTo(module.path, path), style);
  return isEsm ? new Call("new URL", place, "import.meta.url") : new Call("join", "__dirname", place);
}

function commentLine(text: string): string {
  return `// ${oneLine(text)}`.trimEnd();
}

/** A text of the service must not end a comment, nor turn its reading direction. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]+/gu, " ");
}
