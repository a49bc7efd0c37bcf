import { createDeclaredResources, type DeclaredResources } from "../exactly-once/declared-resources";
import type { ObjectRef, Seen, Values } from "../lifecycles/core/lifecycle";

/** What the handlers of one process remember for each other. */
export interface RunMemory {
  /** What the program has declared in this run. */
  readonly declared: DeclaredResources;
  /** What the engine said of objects that other kinds are warned by. */
  readonly seen: Seen;
  noteSeen(ref: ObjectRef, values: Values): void;
  /** Logs a warning, unless this process has logged it. */
  warn(message: string): void;
  /** Notes which inputs of a resource, by its URN, the program marked as secrets. */
  markSecrets(resource: unknown, names: readonly string[]): void;
  secretsOf(resource: unknown): readonly string[];
}

export function createRunMemory(log: (message: string) => void): RunMemory {
  const warned = new Set<string>();
  const seen = new Map<string, Map<string, Values>>();
  const secrets = new Map<unknown, readonly string[]>();
  return {
    declared: createDeclaredResources(),
    seen: (kind) => seen.get(kind) ?? new Map(),
    noteSeen({ kind, id }, values) {
      seen.set(kind, (seen.get(kind) ?? new Map<string, Values>()).set(id, values));
    },
    warn(message) {
      if (!warned.has(message)) log(message);
      warned.add(message);
    },
    markSecrets: (resource, names) => void secrets.set(resource, names),
    secretsOf: (resource) => secrets.get(resource) ?? [],
  };
}
