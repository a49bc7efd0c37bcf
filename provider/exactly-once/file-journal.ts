import { randomUUID } from "node:crypto";
import type { HeardTimes } from "../api/http/service-clock";
import type { ObjectRef } from "../lifecycles/core/lifecycle";
import type { Declared } from "./declared-resources";
import { fingerprint } from "./fingerprint";
import type {
  CreationRequest,
  IntentHandle,
  InterruptedIntent,
  Journal,
  JournalClock,
  LostTwin,
  NewIntent,
} from "./journal";
import { begunMs, type Intent, type UnreadableEntry, waitOf } from "./journal-entry";
import { confirmedName, ifPossible, type JournalFolder, openJournalFolder } from "./journal-files";
import { isRunning } from "./journal-list";
import { refKey } from "./ownership";
import type { Unclaimed } from "./unclaimed";

/** What earlier processes left in the folder. */
interface Earlier {
  /** What is not confirmed, by the names of the entries. */
  readonly pending: Map<string, Intent>;
  /** The URNs of resources by the keys of their objects. */
  readonly owners: ReadonlyMap<string, string>;
  /** By the names of the entries. */
  readonly confirmed: Map<string, Intent>;
  readonly unreadable: readonly UnreadableEntry[];
}

/** @param path of a folder, one for each account and project; made when it is first needed */
export function openJournal(path: string, clock: JournalClock): Journal {
  return new FileJournal(openJournalFolder(path), clock);
}

class FileJournal implements Journal {
  /** What this process has begun, and not confirmed, by the names of the entries. */
  readonly #own = new Map<string, Intent>();
  /** By the name of a lost twin's entry: ids of objects that it may be. */
  readonly #candidates = new Map<string, readonly string[]>();
  #earlierOnce: Earlier | undefined;

  constructor(
    private readonly folder: JournalFolder,
    private readonly clock: JournalClock,
  ) {}

  begin({ kind, resource, inputs, id }: NewIntent): IntentHandle {
    this.#refuseUnreadable();
    const name = randomUUID();
    const { service, signIn } = this.#heardTimes();
    const intent: Intent = {
      kind,
      resource,
      fingerprint: fingerprint(inputs),
      startedAt: this.clock.now().toISOString(),
      serviceTime: service?.toISOString(),
      signInTime: signIn?.toISOString(),
      pid: process.pid,
      waitMinutes: waitOf(inputs),
      id,
    };
    try {
      this.#write(name, intent);
    } catch (error) {
      // Nothing was asked for. Its file may be there, where only its name could not be brought to the disk.
      this.#erase(name);
      throw error;
    }
    return {
      // The object exists, and its id is on the way to the engine: a note that fails must not lose it.
      created: (id) => ifPossible(() => this.#write(name, { ...intent, id })),
      erase: () => this.#erase(name),
    };
  }

  interruptedIntents({ kind, resource, inputs }: CreationRequest): InterruptedIntent[] {
    this.#refuseUnreadable();
    const print = fingerprint(inputs);
    return (
      this.#pending((intent) => intent.kind === kind && intent.resource === resource)
        // Its own process may have confirmed it meanwhile.
        .filter(([name]) => this.folder.has(name))
        .sort(([, one], [, other]) => urgency(one) - urgency(other) || begunMs(one) - begunMs(other))
        .map(([name, intent]) => ({
          ...intent,
          isEqual: intent.fingerprint === print,
          erase: () => this.#erase(name),
        }))
    );
  }

  lostTwins(request: CreationRequest): LostTwin[] {
    return this.#pending((intent) => isTwinOf(request, intent))
      .filter(([name, intent]) => this.folder.has(name) && !isAtWork(intent))
      .map(([name, intent]) => ({
        ...intent,
        found: (ids) => void this.#candidates.set(name, ids),
      }));
  }

  hasRival(request: CreationRequest): boolean {
    const isRival = (intent: Intent) => isTwinOf(request, intent) && isAtWork(intent);
    return [...this.folder.look().pending.values()].some(isRival);
  }

  unclaimed(declared: Declared, isManaged: (ref: ObjectRef) => boolean): Unclaimed[] {
    const unsaved = [...this.#earlier().confirmed].flatMap(([name, { kind, id, resource }]) =>
      id === undefined || !declared.isNew(resource) || isManaged({ kind, id })
        ? []
        : [{ name, kind, id, resource, isOfThisStack: true, isConfirmed: true }],
    );
    const open = this.#pending().flatMap(([name, intent]) => {
      const { kind, id, resource } = intent;
      if (id !== undefined && isManaged({ kind, id })) this.#confirm(name);
      if (!this.folder.has(name) || isAtWork(intent)) return [];
      const isOfThisStack = declared.hasStackOf(resource);
      const hasOtherObject = declared.keepsObject(resource);
      const isGone = !declared.has(resource) && (isOfThisStack || declared.hasEqual(intent));
      if (!isGone && !hasOtherObject) return [];
      const object = id ?? this.#chooseCandidate(name, intent, isManaged);
      return [{ name, kind, id: object, resource, isOfThisStack, hasOtherObject }];
    });
    return [...open, ...unsaved];
  }

  ownerOf(ref: ObjectRef): string | undefined {
    return this.#earlier().owners.get(refKey(ref));
  }

  lookAgain(): void {
    const { pending, confirmed } = this.folder.look();
    this.#earlierOnce = { ...this.#earlier(), owners: ownersOf([...pending.values(), ...confirmed]) };
  }

  confirmManaged({ kind, id }: ObjectRef): void {
    for (const [name, intent] of [...this.#own, ...this.#pending()]) {
      if (intent.kind === kind && intent.id === id) this.#confirm(name);
    }
  }

  forget({ kind, id }: ObjectRef): void {
    for (const [name, intent] of this.#earlier().confirmed) {
      if (intent.kind === kind && intent.id === id) this.#erase(name);
    }
  }

  confirm(): void {
    for (const [name, { id }] of this.#own) if (id !== undefined) this.#confirm(name);
  }

  /** Read once: a look into the folder at each creation would cost the square of their number. */
  #earlier(): Earlier {
    this.#earlierOnce ??= this.#read();
    return this.#earlierOnce;
  }

  #read(): Earlier {
    const { service, signIn } = this.#heardTimes();
    const { pending, confirmed, unreadable } = this.folder.read(service ?? signIn ?? this.clock.now());
    const owners = ownersOf([...pending.values(), ...confirmed]);
    const byName = new Map(confirmed.map(({ name, ...intent }) => [name, intent]));
    return { pending: new Map(pending), owners, confirmed: byName, unreadable };
  }

  #pending(isWanted: (intent: Intent) => boolean = () => true): [name: string, Intent][] {
    return [...this.#earlier().pending].filter(([, intent]) => isWanted(intent));
  }

  #heardTimes(): HeardTimes {
    return this.clock.heardTimes?.() ?? { service: undefined, signIn: undefined };
  }

  #write(name: string, intent: Intent): void {
    this.#own.set(name, intent);
    this.folder.write(name, intent);
  }

  #confirm(name: string): void {
    const intent = this.#earlier().pending.get(name);
    this.#drop(name);
    if (intent !== undefined) this.#earlier().confirmed.set(confirmedName(name), intent);
    ifPossible(() => this.folder.confirm(name));
  }

  #erase(name: string): void {
    this.#drop(name);
    ifPossible(() => this.folder.erase(name));
  }

  #drop(name: string): void {
    this.#own.delete(name);
    this.#earlier().pending.delete(name);
    this.#earlier().confirmed.delete(name);
  }

  /** Asked at the end of a run: only then is it known that no other resource has the object. */
  #chooseCandidate(name: string, intent: Intent, isManaged: (ref: ObjectRef) => boolean): string | undefined {
    const { kind } = intent;
    const { pending } = this.#earlier();
    const noted = new Set(
      [...pending.values()].map((other) => refKey({ kind: other.kind, id: other.id ?? "" })),
    );
    const isFree = (ref: ObjectRef) => !isManaged(ref) && !noted.has(refKey(ref));
    const id = this.#candidates.get(name)?.find((candidate) => isFree({ kind, id: candidate }));
    if (id === undefined) return undefined;
    pending.set(name, { ...intent, id });
    ifPossible(() => this.folder.write(name, { ...intent, id }));
    return id;
  }

  /** Past an entry of which nothing is known nothing can be created: the object may exist already. */
  #refuseUnreadable(): void {
    const { unreadable } = this.#earlier();
    if (unreadable.length === 0) return;
    throw new Error(
      [
        "The journal of creations has entries that cannot be read, so nothing was created: a run that was cut off may have created it already.",
        ...unreadable.map(({ file, why }) => `  ${file}: ${why}`),
        "Look on Dev Center for what is there already and import it; devcenter journal forget <file> then removes an entry.",
      ].join("\n"),
    );
  }
}

/** The URNs of resources by the keys of their objects. */
function ownersOf(intents: readonly Intent[]): ReadonlyMap<string, string> {
  const created = intents.flatMap(({ kind, id, resource }) =>
    id === undefined ? [] : [[refKey({ kind, id }), resource] as const],
  );
  return new Map(created);
}

/** What is known to exist comes first. */
function urgency({ id }: Intent): number {
  return id === undefined ? 1 : 0;
}

/** Whether it was begun for another resource with the same inputs, and of its object no id is known. */
function isTwinOf({ kind, resource, inputs }: CreationRequest, intent: Intent): boolean {
  const isOther = intent.kind === kind && intent.resource !== resource && intent.id === undefined;
  return isOther && intent.fingerprint === fingerprint(inputs);
}

/** Whether the process that began it lives on. One that has our own number has ended. */
function isAtWork({ pid }: Intent): boolean {
  return pid !== process.pid && isRunning(pid);
}
