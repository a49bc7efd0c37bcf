import type { Audience, Entities, EntityKind } from "./entities";
import { readState, writeState } from "./state-file";

/** The first id of each kind; hardware ids start where a double already rounds. */
const firstIds: Readonly<Record<EntityKind, string>> = {
  reportTemplate: "15",
  reportSchedule: "2",
  product: "14631253285588838",
  submission: "1152921504621465124",
  shippingLabel: "1152921504606978422",
  audience: "3",
  preprodPackage: "1",
};

/** The kinds of what is kept. */
export const entityKinds = Object.keys(firstIds) as EntityKind[];

/** Everything that is kept, as it is shown by `state()` and written to the state file. */
export interface State {
  nextIds: Record<EntityKind, string>;
  entities: { [Kind in EntityKind]: Entities[Kind][] };
}

/** The audiences every account starts with. */
const firstAudiences: readonly Audience[] = [
  {
    id: "00000000-0000-0000-0000-000000000001",
    name: "Test Registry Key",
    description: "Computers that carry the registry key for tests",
    audienceName: "TestRegistryKey",
  },
  {
    id: "00000000-0000-0000-0000-000000000002",
    name: "Preview Computers",
    description: "Computers that take drivers before all others",
    audienceName: "PreviewComputers",
  },
];

function emptyState(): State {
  return {
    nextIds: { ...firstIds },
    entities: {
      reportTemplate: [],
      reportSchedule: [],
      product: [],
      submission: [],
      shippingLabel: [],
      audience: structuredClone([...firstAudiences]),
      preprodPackage: [],
    },
  };
}

/** What an earlier run kept; kinds that it did not know yet are as at the start. */
function stateFrom(kept: State | undefined): State {
  const empty = emptyState();
  return {
    nextIds: { ...empty.nextIds, ...kept?.nextIds },
    entities: { ...empty.entities, ...kept?.entities },
  };
}

/** Keeps the entities in memory and, when a file is named, writes them there after each change. */
export class Store {
  #state: State;
  readonly #file: string | undefined;
  #scripted: { kind: EntityKind; patch: object }[] = [];

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

  /** The id the next one of a kind gets. */
  nextId(kind: EntityKind): string {
    const id = this.#state.nextIds[kind];
    this.#state.nextIds[kind] = String(BigInt(id) + 1n);
    return id;
  }

  /** Properties the next new one of a kind gets on top of its own; each call is for one more. */
  scriptNext<Kind extends EntityKind>(kind: Kind, patch: Partial<Entities[Kind]>): void {
    this.#scripted.push({ kind, patch });
  }

  /** Adds one, with what was scripted for it. */
  insert<Kind extends EntityKind>(kind: Kind, entity: Entities[Kind]): void {
    const scripted = this.#scripted.find((script) => script.kind === kind);
    this.#scripted = this.#scripted.filter((script) => script !== scripted);
    this.#rows(kind).push(Object.assign(entity, scripted?.patch));
    this.#keep();
  }

  /** Replaces the named properties of one. Throws a RangeError when there is none with that id. */
  update<Kind extends EntityKind>(kind: Kind, id: string, patch: Partial<Entities[Kind]>): void {
    Object.assign(this.#existing(kind, id), patch);
    this.#keep();
  }

  /** Takes one away. Throws a RangeError when there is none with that id. */
  remove(kind: EntityKind, id: string): void {
    const rows = this.#rows(kind);
    rows.splice(rows.indexOf(this.#existing(kind, id)), 1);
    this.#keep();
  }

  /** Forgets everything; ids start anew. */
  clear(): void {
    this.#state = emptyState();
    this.#scripted = [];
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

  #existing<Kind extends EntityKind>(kind: Kind, id: string): Entities[Kind] {
    const entity = this.find(kind, id);
    if (!entity) {
      throw new RangeError(`there is no ${kind} ${id}`);
    }
    return entity;
  }

  #keep(): void {
    if (this.#file !== undefined) {
      writeState(this.#file, this.#state);
    }
  }
}
