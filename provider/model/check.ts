import type { Fault, Lifecycle, Property, Values } from "../lifecycles/core/lifecycle";
import { shapeFaults } from "../lifecycles/core/schema";
import { didYouMean } from "../lifecycles/core/suggestion";
import { exists, isBeingImported, isUnchanged } from "./existing-inputs";
import { pathText, valueAt } from "./paths";
import { importIdProperty, reservedInputs, resourceInputs } from "./reserved";
import { safeToShow } from "./secret-texts";
import { containsUnknown, isUnknown, withUnknownsMarked } from "./unknown";

export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

/** What a lifecycle found on this machine. */
export type DerivedInputs = Awaited<ReturnType<NonNullable<Lifecycle["deriveInputs"]>>>;

const nothingFound: DerivedInputs = { found: {}, faults: [] };

/**
 * Inputs in the form that state keeps, or all their faults at once. Asks no service.
 *
 * @param olds the inputs in state; none where the object is to be made
 * @param secrets the names of inputs that the program marked as secrets
 */
export function check(
  lifecycle: Lifecycle,
  news: Values,
  onThisMachine: DerivedInputs = nothingFound,
  olds: Values = {},
  secrets: readonly string[] = [],
): Checked {
  const values = resourceInputs(news);
  const tooDeep = depthFaults(values);
  if (tooDeep.length > 0) return { inputs: { ...news }, failures: tooDeep };
  const faults = [
    ...adoptionFaults(lifecycle, news[importIdProperty]),
    ...unknownPropertyFaults(lifecycle, values),
    ...faultsToReport(lifecycle, { olds, news }, [
      ...Object.entries(lifecycle.properties).flatMap(([name, property]) => faultsOf(name, property, values)),
      ...ruleFaults(lifecycle, values, olds),
    ]),
    ...onThisMachine.faults,
  ].filter((fault) => !reachesUnknown(values, fault.path));
  const given = {
    ...values,
    ...(news[importIdProperty] !== undefined && { import: news[importIdProperty] }),
  };
  const isHidden = (name: string) => secrets.includes(name) || mayBeSecret(lifecycle, name);
  const failures = onePerPath(faults).map(([path, fault]) => asFailure(path, fault, given, isHidden));
  if (failures.length > 0) return { inputs: { ...news }, failures };
  return { inputs: { ...normalize(lifecycle, news, values), ...onThisMachine.found }, failures };
}

/** A condition within a condition takes three levels. Far deeper, what recurs over it would not come to its end. */
const deepest = 300;

function depthFaults(values: Values): Checked["failures"] {
  return Object.entries(values)
    .filter(([, value]) => isDeeper(value))
    .map(([name]) => ({
      property: name,
      reason: `expected at most ${deepest} levels of nesting; got more`,
    }));
}

/** Level by level, so that no depth is too much for it. */
function isDeeper(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (one !== null && typeof one === "object" ? Object.values(one) : []));
  }
  return false;
}

/** Looks on this machine for what belongs to those inputs that are known by now. */
export async function deriveInputs(lifecycle: Lifecycle, news: Values): Promise<DerivedInputs> {
  const known = Object.entries(resourceInputs(news)).filter(([, value]) => !containsUnknown(value));
  return (await lifecycle.deriveInputs?.(Object.fromEntries(known))) ?? nothingFound;
}

function faultsOf(name: string, { schema }: Property, values: Values): Fault[] {
  return shapeFaults(schema, values[name]).map((fault) => ({ ...fault, path: [name, ...fault.path] }));
}

/** A rule can be stricter than the service, so what exists is none of its business. */
function ruleFaults(lifecycle: Lifecycle, values: Values, olds: Values): (Fault & { isRule: true })[] {
  const known = exists(olds) ? resourceInputs(olds) : undefined;
  const marked = withUnknownsMarked(values) as Values;
  return (lifecycle.rules?.(marked, known) ?? []).map((fault) => ({ ...fault, isRule: true }));
}

/** The faults without those that only what is to be made or changed can have. */
function faultsToReport(
  lifecycle: Lifecycle,
  { olds, news }: { olds: Values; news: Values },
  faults: readonly (Fault & { isRule?: boolean })[],
): Fault[] {
  const before = new Set((lifecycle.rules?.(resourceInputs(olds)) ?? []).map(faultKey));
  return faults.filter((fault) => {
    const name = String(fault.path[0]);
    const property = lifecycle.properties[name];
    if (property?.local || !(fault.isRule || fault.mayExist)) return true;
    if (isBeingImported(olds, news)) return false;
    if (!exists(olds)) return true;
    // The other properties may have made a fault of what was right.
    const wasThere = fault.mayExist || before.has(faultKey(fault));
    return !wasThere || !isUnchanged(property, olds[name], news[name]);
  });
}

function faultKey({ path, expected }: Fault): string {
  return `${pathText(path)} ${expected}`;
}

function unknownPropertyFaults(lifecycle: Lifecycle, values: Values): Fault[] {
  const known = Object.entries(lifecycle.properties).flatMap(([name, { derived }]) =>
    derived ? [] : [name],
  );
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const hint = didYouMean(name, known) || ` (a ${lifecycle.displayName} has ${known.join(", ")})`;
      return { path: [name], expected: `no property of this name${hint}` };
    });
}

function adoptionFaults({ idFormat }: Lifecycle, id: unknown): Fault[] {
  if (id === undefined || isUnknown(id) || (typeof id === "string" && idFormat.pattern.test(id))) return [];
  const expected = typeof id === "string" ? idFormat.example : `${idFormat.example}, as a text`;
  return [{ path: ["import"], expected: `an id such as ${expected}` }];
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
  path: string,
  fault: Fault,
  values: Values,
  isHidden: (name: string) => boolean,
): Checked["failures"][number] {
  if (isHidden(String(fault.path[0]))) {
    // The engine prints the value of the property that is named to it, a secret one too; parentheses may quote it.
    const expected = fault.expected.replace(/ \(.*\)/s, "");
    return { property: "", reason: `${path}: expected ${expected}; got a value that is not shown` };
  }
  return {
    property: path,
    reason: `expected ${fault.expected}; got ${displayValue(valueAt(values, fault.path))}`,
  };
}

/**
 * A failure as Pulumi prints it best. The engine looks up the value of a property of the first level only, and writes
 * `value {<nil>}` or `value {map[]}` for all others: so those are named in the reason alone.
 */
export function asPulumiPrints(
  { property, reason }: Checked["failures"][number],
  news: Values,
): Checked["failures"][number] {
  const text = safeToShow(reason);
  const isPlain = ["string", "number", "boolean"].includes(typeof resourceInputs(news)[property]);
  if (property === "" || isPlain) return { property, reason: text };
  return { property: "", reason: `${property}: ${text}` };
}

/** What stands under a name that does not exist may be a secret whose name was misspelt. */
function mayBeSecret({ properties }: Lifecycle, name: string): boolean {
  const property = properties[name];
  return property ? property.secret === true : Object.values(properties).some(({ secret }) => secret);
}

const shownLength = 80;

function displayValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  // Half a secret could not be recognized any more.
  const text = safeToShow(
    typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value),
  );
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function normalize(lifecycle: Lifecycle, news: Values, values: Values): Record<string, unknown> {
  const own = Object.entries(values).map(([name, value]) => {
    const schema = lifecycle.properties[name]?.schema;
    if (schema === undefined || containsUnknown(value)) return [name, value];
    // What was let pass because it exists may not have the shape.
    const read = schema.safeParse(value);
    return [name, read.success ? read.data : value];
  });
  const idle = lifecycle.idle?.(withUnknownsMarked(values) as Values) ?? [];
  const present = own.filter(([name, value]) => value !== undefined && !idle.includes(String(name)));
  return { ...Object.fromEntries(present), ...reservedInputs(news) };
}
