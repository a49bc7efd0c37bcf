import type { Values } from "../lifecycles/core/lifecycle";
import { fingerprint } from "./fingerprint";
import type { Intent } from "./journal-entry";

/** The resources that a program has declared in this run, as far as the journal of creations has to know them. */
export interface Declared {
  /** Whether this URN is among them. */
  has(resource: string): boolean;
  /** Whether it is to be created. */
  isNew(resource: string): boolean;
  /** Whether the engine has an object of it, which it keeps. */
  keepsObject(resource: string): boolean;
  /** Whether one of them is of the same stack and project. */
  hasStackOf(resource: string): boolean;
  /** Whether one that is to be created has the same kind and inputs. */
  hasEqual(intent: Pick<Intent, "kind" | "fingerprint">): boolean;
  /** Whether there are none, as in a refresh or a destroy, which run no program. */
  readonly isEmpty: boolean;
}

/** The same while the program runs. */
export interface DeclaredResources extends Declared {
  /** @param inputs of a resource that is to be created */
  add(kind: string, resource: unknown, inputs?: Values): void;
  /** The engine has an object of this resource in its state. */
  addExisting(resource: unknown): void;
}

export function createDeclaredResources(): DeclaredResources {
  const [resources, stacks, created] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const [existing, news] = [new Set<unknown>(), new Set<string>()];
  return {
    add(kind, resource, inputs) {
      if (typeof resource !== "string") return;
      resources.add(resource);
      stacks.add(stackOf(resource));
      if (inputs === undefined) return;
      news.add(resource);
      created.add(equalityKey(kind, fingerprint(inputs)));
    },
    addExisting: (resource) => void existing.add(resource),
    has: (resource) => resources.has(resource),
    isNew: (resource) => news.has(resource),
    keepsObject: (resource) => existing.has(resource) && !news.has(resource),
    hasStackOf: (resource) => stacks.has(stackOf(resource)),
    hasEqual: ({ kind, fingerprint: print }) => created.has(equalityKey(kind, print)),
    get isEmpty() {
      return resources.size === 0;
    },
  };
}

function equalityKey(kind: string, print: string): string {
  return `${kind} ${print}`;
}

/** "urn:pulumi:dev::drivers": the stack and the project at the beginning of a URN. */
function stackOf(urn: string): string {
  return urn.split("::").slice(0, 2).join("::");
}
