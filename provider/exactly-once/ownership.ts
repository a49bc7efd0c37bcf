/** What the process knows of which objects belong to whom. */
export interface Claims {
  /** Objects that the engine has in state, or that a creation of this process has taken. */
  readonly taken: Set<string>;
  /** Those among them that a creation of this process has found instead of making them. */
  readonly found: Set<string>;
  /** Resolves when the engine has asked about what it has, as far as can be told. */
  engineHasSpoken(): Promise<void>;
}

/** Ids are unique among objects of a kind only. */
export function claimOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
