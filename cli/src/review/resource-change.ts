import {
  changedNames,
  kindOfType,
  marked,
  type PlannedChange,
  type Values,
  type Verb,
} from "pulumi-devcenter/internal/lifecycles";
import type { EngineState, EngineStep } from "./engine-preview";

/** What a preview says of one resource of ours. */
export interface ResourceChange extends PlannedChange {
  readonly urn: string;
  /** The name in the program. */
  readonly name: string;
  /** The object on Dev Center; undefined while there is none. */
  readonly id?: string;
  /** The name of its own provider, where it has one. */
  readonly provider?: string;
  /** Where the program declares it: `index.ts:12`. */
  readonly at?: string;
  /** The inputs as they were, for what is shown of them. */
  readonly oldInputs: Values;
  /** The resources on which each property depends. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

const verbs: Readonly<Record<string, Verb | undefined>> = {
  create: "create",
  import: "adopt",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "import-replacement": "replace",
  delete: "delete",
  "delete-replaced": "delete",
  read: "read",
  "read-replacement": "read",
};

/** The name of our kind of a step; undefined: it is another provider's. */
export function kindOf({ urn, newState, oldState }: EngineStep): string | undefined {
  return kindOfType(newState?.type ?? oldState?.type ?? urn.split("::")[2]?.split("$").at(-1) ?? "");
}

/** The name that the program gave. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

export function verbOf(op: string): Verb | undefined {
  return Object.hasOwn(verbs, op) ? verbs[op] : undefined;
}

/** The change that a step is about; undefined where its operation changes nothing, or is not known here. */
export function changeOf(step: EngineStep): ResourceChange | undefined {
  const kind = kindOf(step);
  const verb = verbOf(step.op);
  if (kind === undefined || verb === undefined) return undefined;
  const { oldState, newState } = step;
  const olds = marked(oldState?.outputs ?? oldState?.inputs);
  const news = marked(verb === "delete" ? undefined : newState?.inputs);
  const isAdoption = verb === "create" && news.adoptId !== undefined;
  return {
    kind,
    verb: isAdoption ? "adopt" : verb,
    olds,
    news,
    changed: changedNames(kind, olds, news, step.diffReasons ?? []),
    urn: step.urn,
    name: nameOf(step.urn),
    id:
      oldState?.id ??
      (isAdoption && typeof news.adoptId === "string" ? news.adoptId : undefined) ??
      newState?.id ??
      undefined,
    provider: ownProvider(step.provider),
    at: positionOf(newState ?? oldState),
    oldInputs: marked(oldState?.inputs),
    dependencies: dependenciesOf(newState),
  };
}

function ownProvider(reference: string | null | undefined): string | undefined {
  const name = reference?.split("::")[3];
  return name === undefined || name.startsWith("default") ? undefined : name;
}

/** The first place that belongs to the project itself: those before it are ours, or a library's. */
function positionOf(state: EngineState | null | undefined): string | undefined {
  const places = (state?.stackTrace ?? []).map(({ sourcePosition }) => sourcePosition ?? "");
  const own = places.find(
    (place) => place.startsWith("project:///") && !/node_modules|^project:\/\/\/\.\./.test(place),
  );
  return own?.slice("project:///".length).replace(/#(\d+).*$/, ":$1");
}

function dependenciesOf(state: EngineState | null | undefined): ResourceChange["dependencies"] {
  const entries = Object.entries(state?.propertyDependencies ?? {}).map(([name, urns]) => [name, urns ?? []]);
  return Object.fromEntries(entries);
}
