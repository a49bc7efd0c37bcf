import type { Entities, EntityKind } from "./entities";
import { emptyState, type State, stateFrom } from "./state";
import { readState, writeState } from "./state-file";

/** Keeps the entities in memory and, when a file is named, writes them there after each change. */
export class Store {
  #state: State;
  readonly #file: string | undefined;
  #overrides: { kind: EntityKind; patch: object }[] = [];

  /** Reads the state file when there is one. Throws when it cannot be read as such. */
  constructor(file?: string) {
    this.#file = file;
    const kept = file === undefined ? undefined : readState(file);
    this.#state = stateFrom(kept);
    // The file of an older version may hold keys: this write removes them.
    if (kept) this.#keep();
  }

  /** All of one kind, in the order they were made. */
  list<Kind extends EntityKind>(kind: Kind): readonly Entities[Kind][] {
    return this.#state.entities[kind];
  }

  /** One of a kind, if it is there. */
  find<Kind extends EntityKind>(kind: Kind, id: string): Entities[Kind] | undefined {
    return this.#rows(kind).find((row) => row.id === id);
  }

  /** One of a kind. Throws a RangeError when it is not there. */
  get<Kind extends EntityKind>(kind: Kind, id: string | number | bigint): Entities[Kind] {
    const entity = this.find(kind, String(id));
    if (!entity) throw new RangeError(`there is no ${kind} ${id}`);
    return entity;
  }

  /** The id the next one of a kind gets. */
  nextId(kind: EntityKind): string {
    const id = this.#state.nextIds[kind];
    this.#state.nextIds[kind] = String(BigInt(id) + 1n);
    return id;
  }

  /** Properties that the next new one of a kind gets on top of its own; each call is for one more. */
  overrideNext<Kind extends EntityKind>(kind: Kind, patch: Partial<Entities[Kind]>): void {
    this.#overrides.push({ kind, patch });
  }

  /** Adds one, with what `overrideNext` gave it. */
  insert<Kind extends EntityKind>(kind: Kind, entity: Entities[Kind]): void {
    const override = this.#overrides.find((each) => each.kind === kind);
    this.#overrides = this.#overrides.filter((each) => each !== override);
    this.#rows(kind).push(Object.assign(entity, override?.patch));
    this.#keep();
  }

  /** Replaces the named properties of one. Throws a RangeError when there is none with that id. */
  update<Kind extends EntityKind>(kind: Kind, id: string, patch: Partial<Entities[Kind]>): void {
    Object.assign(this.get(kind, id), patch);
    this.#keep();
  }

  /** Removes one. Throws a RangeError when there is none with that id. */
  remove(kind: EntityKind, id: string): void {
    const rows = this.#rows(kind);
    rows.splice(rows.indexOf(this.get(kind, id)), 1);
    this.#keep();
  }

  /** Back to a new account: no objects, first ids. */
  clear(): void {
    this.#state = emptyState();
    this.#overrides = [];
    this.#keep();
  }

  /** A copy of everything. */
  dump(): State {
    return structuredClone(this.#state);
  }

  // A row's type follows from its kind; the compiler cannot see through the mapped type by itself.
  #rows<Kind extends EntityKind>(kind: Kind): Entities[Kind][] {
    return this.#state.entities[kind];
  }

  #keep(): void {
    if (this.#file !== undefined) writeState(this.#file, this.#state);
  }
}
