import { randomUUID } from "node:crypto";
import type { HeardTimes } from "../api/http/service-clock";
import type { Values } from "../lifecycles/core/lifecycle";
import type { Declared } from "./declared-resources";
import { fingerprint } from "./fingerprint";
import { begunMs, type Intent, type UnreadableEntry } from "./journal-entry";
import { openJournalFolder } from "./journal-files";
import { isRunning } from "./journal-list";
import { claimOf } from "./ownership";
import type { Unclaimed } from "./unclaimed";

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

/** What an earlier process began for another resource, with the same inputs, and of which no id is known. */
export interface LostTwin extends Intent {
  /** It may be one of these, if none of them belongs to another resource when the run is over. */
  found(ids: readonly string[]): void;
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
   *
   * @throws where an entry cannot be read: it may be the very one
   */
  leftBehind(wanted: Wanted): LeftBehind[];
  lostTwins(wanted: Wanted): LostTwin[];
  /**
   * At the end of a run: what runs that have ended began, and none of its resources claims. Of other stacks only what is
   * equal to a new resource, for a stack may have been renamed.
   *
   * @param taken objects that the engine has in its state: their entries are seen through
   */
  unclaimed(declared: Declared, taken: ReadonlySet<string>): Unclaimed[];
  /** Whether an earlier process made this object for another resource. */
  isOfAnother(wanted: Wanted, id: string): boolean;
  /** The engine has this object in its state. */
  known(kind: string, id: string): void;
  /** The engine has everything that this process has made. */
  settle(): void;
}

/** The clocks of a journal. */
export interface JournalClock {
  now(): Date;
  /** The same moment by the clocks of others. Default: nothing is known of them. */
  heardTimes?(): HeardTimes;
}

/** @param path of a folder, one for each account and project; made when it is first needed */
export function openJournal(path: string, clock: JournalClock): Journal {
  const folder = openJournalFolder(path);
  const heard = () => clock.heardTimes?.() ?? { service: undefined, signIn: undefined };
  const own = new Map<string, Intent>();
  const candidates = new Map<string, readonly string[]>();
  let readOnce: ReturnType<typeof read> | undefined;

  // Read once: a look into the folder at each creation would cost the square of their number.
  function others() {
    readOnce ??= read();
    return readOnce;
  }

  function read() {
    const { service, signIn } = heard();
    const { pending: all, settled, unreadable } = folder.read(service ?? signIn ?? clock.now());
    const pending = new Map([...all].filter(([name]) => !own.has(name)));
    const owners = new Map(
      [...pending.values(), ...settled].flatMap(({ kind, id, resource }) =>
        id === undefined ? [] : [[claimOf(kind, id), resource]],
      ),
    );
    return { pending, owners, unreadable };
  }

  function settle(name: string) {
    own.delete(name);
    readOnce?.pending.delete(name);
    folder.settle(name);
  }

  /** Asked at the end of a run: only then is it known that no other resource has the object. */
  function idFound(name: string, intent: Intent, taken: ReadonlySet<string>): string | undefined {
    const noted = new Set([...others().pending.values()].map(({ kind, id }) => claimOf(kind, id ?? "")));
    const isFree = (id: string) =>
      !taken.has(claimOf(intent.kind, id)) && !noted.has(claimOf(intent.kind, id));
    const id = candidates.get(name)?.find(isFree);
    if (id === undefined) return undefined;
    others().pending.set(name, { ...intent, id });
    folder.write(name, { ...intent, id });
    return id;
  }

  function erase(name: string) {
    own.delete(name);
    readOnce?.pending.delete(name);
    folder.erase(name);
  }

  return {
    begin({ kind, resource, inputs }) {
      refuseUnreadable(others().unreadable);
      const name = randomUUID();
      const write = (intent: Intent) => {
        own.set(name, intent);
        folder.write(name, intent);
      };
      const intent = {
        kind,
        resource,
        fingerprint: fingerprint(inputs),
        startedAt: clock.now().toISOString(),
        serviceTime: heard().service?.toISOString(),
        signInTime: heard().signIn?.toISOString(),
        pid: process.pid,
      };
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
      refuseUnreadable(others().unreadable);
      const wanted = fingerprint(inputs);
      return (
        [...others().pending]
          .filter(([, intent]) => intent.kind === kind && intent.resource === resource)
          // Its own process may have seen it through meanwhile.
          .filter(([name]) => folder.has(name))
          .sort(([, one], [, other]) => urgency(one) - urgency(other) || begunMs(one) - begunMs(other))
          .map(([name, intent]) => ({
            ...intent,
            isEqual: intent.fingerprint === wanted,
            erase: () => erase(name),
          }))
      );
    },
    lostTwins({ kind, resource, inputs }) {
      const wanted = fingerprint(inputs);
      return [...others().pending]
        .filter(([name, intent]) => {
          const isTwin =
            intent.kind === kind && intent.resource !== resource && intent.fingerprint === wanted;
          return isTwin && intent.id === undefined && folder.has(name) && !isAtWork(intent);
        })
        .map(([name, intent]) => ({
          ...intent,
          found: (ids) => void candidates.set(name, ids),
        }));
    },
    unclaimed(declared, taken) {
      return [...others().pending].flatMap(([name, intent]) => {
        const { kind, id, resource } = intent;
        if (id !== undefined && taken.has(claimOf(kind, id))) settle(name);
        if (!folder.has(name) || isAtWork(intent)) return [];
        const isOfThisStack = declared.hasStackOf(resource);
        if (declared.has(resource) || !(isOfThisStack || declared.hasEqual(intent))) return [];
        return [{ name, kind, id: id ?? idFound(name, intent, taken), resource, isOfThisStack }];
      });
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
  lostTwins: () => [],
  unclaimed: () => [],
  isOfAnother: () => false,
  known() {},
  settle() {},
};

/** What is known to be made comes first. */
function urgency({ id }: Intent): number {
  return id === undefined ? 1 : 0;
}

/** Whether the process that began it lives on. One that has our own number has ended. */
function isAtWork({ pid }: Intent): boolean {
  return pid !== process.pid && isRunning(pid);
}

/** Past an entry of which nothing is known nothing can be created: the object may exist already. */
function refuseUnreadable(unreadable: readonly UnreadableEntry[]): void {
  if (unreadable.length === 0) return;
  throw new Error(
    [
      "The journal of creations has entries that cannot be read, so nothing was created: a run that was cut off may have created it already.",
      ...unreadable.map(({ file, why }) => `  ${file}: ${why}`),
      "Look on Dev Center for what is there already and import it; devcenter journal forget <file> then removes an entry.",
    ].join("\n"),
  );
}
