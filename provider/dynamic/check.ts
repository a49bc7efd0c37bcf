import type { Fault, Lifecycle, Property, Values } from "../lifecycles/lifecycle";
import { shapeFaults } from "../lifecycles/schema";
import { didYouMean } from "../lifecycles/suggestion";
import { pathText, valueAt } from "./paths";
import { adoptProperty, bridgeProperties, ownProperties } from "./reserved";
import { containsUnknown, isUnknown, withUnknownsMarked } from "./unknown";

export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

/** What a lifecycle found on this machine. */
export type Found = Awaited<ReturnType<NonNullable<Lifecycle["lookUp"]>>>;

const nothingFound: Found = { found: {}, faults: [] };

/** Inputs in the form that state keeps, or all their faults at once. Asks no service. */
export function check(lifecycle: Lifecycle, news: Values, onThisMachine: Found = nothingFound): Checked {
  const values = ownProperties(news);
  const faults = [
    ...adoptionFaults(lifecycle, news[adoptProperty]),
    ...strangerFaults(lifecycle, values),
    ...Object.entries(lifecycle.properties).flatMap(([name, property]) => faultsOf(name, property, values)),
    ...(lifecycle.rules?.(withUnknownsMarked(values) as Values) ?? []),
    ...onThisMachine.faults,
  ].filter((fault) => !reachesUnknown(values, fault.path));
  const failures = onePerPath(faults).map(([path, fault]) => asFailure(lifecycle, path, fault, values));
  if (failures.length > 0) return { inputs: { ...news }, failures };
  return { inputs: { ...normalised(lifecycle, news, values), ...onThisMachine.found }, failures };
}

/** Looks on this machine for what belongs to those inputs that are known by now. */
export async function lookUp(lifecycle: Lifecycle, news: Values): Promise<Found> {
  const known = Object.entries(ownProperties(news)).filter(([, value]) => !containsUnknown(value));
  return (await lifecycle.lookUp?.(Object.fromEntries(known))) ?? nothingFound;
}

function faultsOf(name: string, { schema, required }: Property, values: Values): Fault[] {
  const value = values[name];
  if (value === undefined && !required) return [];
  return shapeFaults(schema, value).map((fault) => ({ ...fault, path: [name, ...fault.path] }));
}

function strangerFaults(lifecycle: Lifecycle, values: Values): Fault[] {
  const known = Object.entries(lifecycle.properties).flatMap(([name, { derived }]) =>
    derived ? [] : [name],
  );
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const hint = didYouMean(name, known) || ` (a ${lifecycle.noun} has ${known.join(", ")})`;
      return { path: [name], expected: `no property of this name${hint}` };
    });
}

function adoptionFaults({ idForm }: Lifecycle, id: unknown): Fault[] {
  if (id === undefined || isUnknown(id) || (typeof id === "string" && idForm.pattern.test(id))) return [];
  return [{ path: ["import"], expected: `an id such as ${idForm.example}` }];
}

/** What is not known yet is right until it is known. */
function reachesUnknown(values: Values, path: Fault["path"]): boolean {
  return path.some((_, index) => isUnknown(valueAt(values, path.slice(0, index + 1))));
}

/** The shape's word about a property goes before that of the rules. */
function onePerPath(faults: readonly Fault[]): [string, Fault][] {
  const byPath = new Map<string, Fault>();
  for (const fault of faults) {
    const text = pathText(fault.path);
    if (!byPath.has(text)) byPath.set(text, fault);
  }
  return [...byPath];
}

function asFailure(
  lifecycle: Lifecycle,
  path: string,
  fault: Fault,
  values: Values,
): Checked["failures"][number] {
  if (mayBeSecret(lifecycle, String(fault.path[0]))) {
    // The engine prints the value of the property that is named to it, a secret one too.
    return { property: "", reason: `${path}: expected ${fault.expected}; got a value that is not shown` };
  }
  return { property: path, reason: `expected ${fault.expected}; got ${shown(valueAt(values, fault.path))}` };
}

/** What stands under a name that does not exist may be a secret whose name was misspelt. */
function mayBeSecret({ properties }: Lifecycle, name: string): boolean {
  const property = properties[name];
  return property ? property.secret === true : Object.values(properties).some(({ secret }) => secret);
}

const shownLength = 80;

function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function normalised(lifecycle: Lifecycle, news: Values, values: Values): Record<string, unknown> {
  const own = Object.entries(values).map(([name, value]) => {
    const schema = lifecycle.properties[name]?.schema;
    return [name, schema === undefined || containsUnknown(value) ? value : schema.parse(value)];
  });
  const present = own.filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), ...bridgeProperties(news) };
}
