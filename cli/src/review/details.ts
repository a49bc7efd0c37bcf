import { effectsOf, hidden, lifecycles, type Values } from "pulumi-devcenter/internal/lifecycles";
import { differencesBetween, type PathDifference } from "./path-differences";
import { type Phrase, say } from "./phrase";
import type { ResourceChange } from "./resource-change";
import { valueText } from "./sections";

/** What changes of one resource, property by property. */
export interface Detail {
  readonly title: Phrase;
  readonly lines: readonly Phrase[];
}

const verbText = {
  create: "create",
  adopt: "adopt",
  update: "update",
  replace: "replace",
  delete: "remove",
  read: "read",
};

/** The details of each resource, in the order of the preview. */
export function detailsOf(changes: readonly ResourceChange[]): Detail[] {
  return changes.map((change) => {
    const { kind, name, verb, id, at } = change;
    const place = at === undefined ? [] : say` at ${at}`;
    const object = id === undefined ? [] : say` ${id}`;
    const title = say`${[verbText[verb]]} ${[lifecycles[kind]?.displayName ?? kind]}${object}, ${name}${place}`;
    return {
      title,
      lines: verb === "read" || verb === "delete" ? [] : differencesOf(change).map((it) => line(change, it)),
    };
  });
}

/** The places in which the inputs of a resource differ; a secret that the engine says has changed is one. */
export function differencesOf({ kind, verb, oldInputs, news, changed }: ResourceChange): PathDifference[] {
  const [before, after] = [shownOf(kind, verb === "adopt" ? {} : oldInputs), shownOf(kind, news)];
  const isHidden = (name: string) => before[name] === hidden && after[name] === hidden;
  return [
    ...differencesBetween(before, after),
    ...changed.filter(isHidden).map((path) => ({ path, before: hidden, after: hidden })),
  ];
}

/** What is secret by its nature is not shown, whatever the engine thinks of it. */
function shownOf(kind: string, { adoptId: _, ...values }: Values): Values {
  const properties = lifecycles[kind]?.properties ?? {};
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      properties[name]?.secret && typeof value === "string" ? hidden : value,
    ]),
  );
}

function line({ kind, verb }: ResourceChange, { path, before, after }: PathDifference): Phrase {
  const found = effectsOf(kind, /^[\w$-]+/.exec(path)?.[0] ?? path);
  const effects = found === undefined || found.length === 0 ? [] : [` (${found.join(", ")})`];
  // Of what is new, everything was nothing before.
  const old = verb === "create" || verb === "adopt" ? [] : say`${valueText(before)} → `;
  return say`${path}: ${old}${valueText(after)}${effects}`;
}
