import { createHash, randomUUID } from "node:crypto";
import type { Values } from "../lifecycles/lifecycle";
import { claimOf } from "./claims";
import { type Intent, openJournalFolder } from "./journal-folder";

/** A resource of a program that is to be created. */
export interface Wanted {
  readonly kind: string;
  /** Its URN, which no other has. */
  readonly resource: string;
  readonly inputs: Values;
}

/** An intent of an earlier process. */
export interface LeftBehind extends Intent {
  /** Whether it was begun with the same inputs; if not, the program has been edited since. */
  readonly isEqual: boolean;
  erase(): void;
}

export interface Begun {
  /** The object exists. */
  made(id: string): void;
  /** Nothing was made, and nothing will be. */
  erase(): void;
}

/** Where creations are noted, so that a killed run does not lose what it has made. */
export interface Journal {
  begin(wanted: Wanted): Begun;
  /**
   * What had been begun for this resource, and not seen through, before this process first asked: first what is known
   * to be made, the oldest of each first.
   */
  leftBehind(wanted: Wanted): LeftBehind[];
  /** Whether an earlier process made this object for another resource. */
  isOfAnother(wanted: Wanted, id: string): boolean;
  /** The engine has this object in its state. */
  known(kind: string, id: string): void;
  /** The engine has everything that this process has made. */
  settle(): void;
}

/** @param path of a folder, one for each account and project; made when it is first needed */
export function openJournal(path: string, clock: { now(): Date }): Journal {
  const folder = openJournalFolder(path);
  const own = new Map<string, Intent>();
  let readOnce: ReturnType<typeof read> | undefined;

  // Read once: a look into the folder at each creation would cost the square of their number.
  function others() {
    readOnce ??= read();
    return readOnce;
  }

  function read() {
    const { pending, settled } = folder.read(clock.now());
    for (const name of own.keys()) pending.delete(name);
    const owners = new Map(
      [...pending.values(), ...settled].flatMap(({ kind, id, resource }) =>
        id === undefined ? [] : [[claimOf(kind, id), resource]],
      ),
    );
    return { pending, owners };
  }

  function settle(name: string) {
    own.delete(name);
    readOnce?.pending.delete(name);
    folder.settle(name);
  }

  function erase(name: string) {
    own.delete(name);
    readOnce?.pending.delete(name);
    folder.erase(name);
  }

  return {
    begin({ kind, resource, inputs }) {
      const name = randomUUID();
      const write = (intent: Intent) => {
        own.set(name, intent);
        folder.write(name, intent);
      };
      const startedAt = clock.now().toISOString();
      const intent = { kind, resource, fingerprint: fingerprint(inputs), startedAt, pid: process.pid };
      write(intent);
      return {
        made(id) {
          try {
            write({ ...intent, id });
          } catch {
            // The object exists, and its id is on the way to the engine: not to be lost for want of a note.
          }
        },
        erase: () => erase(name),
      };
    },
    leftBehind({ kind, resource, inputs }) {
      const wanted = fingerprint(inputs);
      return (
        [...others().pending]
          .filter(([, intent]) => intent.kind === kind && intent.resource === resource)
          // Its own process may have seen it through meanwhile.
          .filter(([name]) => folder.has(name))
          .sort(([, one], [, other]) => urgency(one).localeCompare(urgency(other)))
          .map(([name, intent]) => ({
            ...intent,
            isEqual: intent.fingerprint === wanted,
            erase: () => erase(name),
          }))
      );
    },
    isOfAnother({ kind, resource }, id) {
      const owner = others().owners.get(claimOf(kind, id));
      return owner !== undefined && owner !== resource;
    },
    known(kind, id) {
      for (const [name, intent] of [...own, ...others().pending]) {
        if (intent.kind === kind && intent.id === id) settle(name);
      }
    },
    settle() {
      for (const [name, intent] of own) if (intent.id !== undefined) settle(name);
    },
  };
}

/** For those who have nowhere to keep one. */
export const noJournal: Journal = {
  begin: () => ({ made() {}, erase() {} }),
  leftBehind: () => [],
  isOfAnother: () => false,
  known() {},
  settle() {},
};

function urgency({ id, startedAt }: Intent): string {
  return `${id === undefined ? 1 : 0} ${startedAt}`;
}

function fingerprint(inputs: Values): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(inputs)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
