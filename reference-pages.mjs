// A plugin of TypeDoc: one page of the reference for each noun, instead of one for each of some eighty names.
// The same noun has the same file name in every room of the house, so the file tells the page.
import { basename } from "node:path";
import { Converter, DeclarationReflection, LiteralType, ReflectionKind, UnionType } from "typedoc";

/** Files whose name is not the page's. */
const pages = {
  "additional-attributes": "product",
  "related-submission": "submission",
  "report-columns": "report-template",
  "report-data": "report-run",
  targeting: "shipping-label",
};

function pageOf(file) {
  if (file.includes("/errors/")) return "errors";
  const name = basename(file, ".ts");
  const noun = file.includes("/api/") ? name.replace(/s$/, "") : name;
  return pages[name] ?? noun;
}

/** Types that are taken from lists, as unions of what stands in the lists: that is what a reader wants to see. */
const spelledOut = new Map();

function spellOut(context, alias) {
  if (alias.kind !== ReflectionKind.TypeAlias) return;
  // The compiler is at hand now, the type as TypeDoc shows it is not.
  const type = context.checker.getDeclaredTypeOfSymbol(context.getSymbolFromReflection(alias));
  if (!type.isUnion() || !type.types.every((member) => member.isStringLiteral())) return;
  spelledOut.set(alias, new UnionType(type.types.map(({ value }) => new LiteralType(value))));
}

/** How the compiler holds a class to the facts about its kind says nothing to its user. */
function hideFacts(reflection) {
  reflection.implementedTypes = undefined;
  for (const member of reflection.children ?? []) {
    member.implementationOf = undefined;
    // The name that Pulumi gives to outputs of what has no properties.
    if (member.type?.name === "OutputInstance") member.type.name = "Output";
  }
}

function groupByPage(context) {
  const { project } = context;
  const modules = new Map();
  for (const child of [...(project.children ?? [])]) {
    child.type = spelledOut.get(child) ?? child.type;
    hideFacts(child);
    const page = pageOf(project.getSymbolIdFromReflection(child).fileName);
    const module = modules.get(page) ?? new DeclarationReflection(page, ReflectionKind.Module, project);
    modules.set(page, module);
    project.removeChild(child);
    child.parent = module;
    module.addChild(child);
  }
  for (const [, module] of [...modules].sort(([a], [b]) => a.localeCompare(b))) {
    project.registerReflection(module, undefined, undefined);
    project.addChild(module);
  }
}

/** A link to a name that its file does not import: there is one such name among all pages. */
function findAnywhere(reference, from, link) {
  // Types are asked for, too, which may have a name of ours and yet be another.
  if (link === undefined) return undefined;
  const names = reference.symbolReference?.path?.map(({ path }) => path) ?? [];
  for (const module of from.project.children ?? []) {
    const found = module.getChildByName(names);
    if (found) return { target: found };
  }
  return undefined;
}

/** TypeDoc calls this by its name. */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, spellOut);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, groupByPage);
  app.converter.addUnknownSymbolResolver(findAnywhere);
}
