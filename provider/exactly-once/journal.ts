import type { HeardTimes } from "../api/http/service-clock";
import type { ObjectRef, Values } from "../lifecycles/core/lifecycle";
import type { Declared } from "./declared-resources";
import type { Intent } from "./journal-entry";
import type { Unclaimed } from "./unclaimed";

/** A resource of a program that is to be created. */
export interface CreationRequest {
  readonly kind: string;
  /** Its URN, which no other has. */
  readonly resource: string;
  readonly inputs: Values;
}

/** A creation that is noted. */
export interface NewIntent extends CreationRequest {
  /** Of the object, where it exists already. */
  readonly id?: string;
}

/** The intent of a creation that this process has begun. */
export interface IntentHandle {
  /** The object exists. */
  created(id: string): void;
  /** Nothing was created, and nothing will be. */
  erase(): void;
}

/** An intent of an earlier process. */
export interface InterruptedIntent extends Intent {
  /** Whether it was begun with the same inputs; if not, the program has been edited since. */
  readonly isEqual: boolean;
  erase(): void;
}

/** What an earlier process began for another resource, with the same inputs, and of which no id is known. */
export interface LostTwin extends Intent {
  /** It may be one of these, if none of them belongs to another resource when the run is over. */
  found(ids: readonly string[]): void;
}

/** Where creations are noted, so that a killed run does not lose what it has created. */
export interface Journal {
  begin(intent: NewIntent): IntentHandle;
  /**
   * What had been begun for this resource, and not confirmed, before this process first asked: first what is known to
   * exist, the oldest of each first.
   *
   * @throws where an entry cannot be read: it may be the very one
   */
  interruptedIntents(request: CreationRequest): InterruptedIntent[];
  lostTwins(request: CreationRequest): LostTwin[];
  /** Whether another process that is at work has begun an equal creation, whose response is on its way. */
  hasRival(request: CreationRequest): boolean;
  /**
   * At the end of a run: what runs that have ended began, and none of its resources claims. Of other stacks only what is
   * equal to a new resource, for a stack may have been renamed. Of what is confirmed, what was made for a resource that is
   * new again: the state may not have been saved.
   *
   * @param isManaged whether the engine has an object in its state: then its entry is confirmed
   */
  unclaimed(declared: Declared, isManaged: (ref: ObjectRef) => boolean): Unclaimed[];
  /** The URN of the resource for which another process created this object. */
  ownerOf(ref: ObjectRef): string | undefined;
  /** Other processes may have created objects since: `ownerOf` is to know them. */
  lookAgain(): void;
  /** The engine has this object in its state. */
  confirmManaged(ref: ObjectRef): void;
  /** The object is deleted, or gone: nothing is to be said of it any more. */
  forget(ref: ObjectRef): void;
  /** The engine has everything that this process has created. */
  confirm(): void;
}

/** The clocks of a journal. */
export interface JournalClock {
  now(): Date;
  /** The same moment by the clocks of others. Default: nothing is known of them. */
  heardTimes?(): HeardTimes;
}

/** Where nothing is to be noted. */
export const noJournal: Journal = {
  begin: () => ({ created() {}, erase() {} }),
  interruptedIntents: () => [],
  lostTwins: () => [],
  hasRival: () => false,
  unclaimed: () => [],
  ownerOf: () => undefined,
  lookAgain() {},
  confirmManaged() {},
  forget() {},
  confirm() {},
};
