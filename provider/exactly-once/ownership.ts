import type { Clock } from "../api/http/clock";
import type { ObjectRef } from "../lifecycles/core/lifecycle";
import type { CreationRequest, Journal } from "./journal";
import { RegistrationQuietPeriod } from "./registration-quiet-period";

/** An object as a key of sets and maps. */
export function refKey({ kind, id }: ObjectRef): string {
  return `${kind} ${id}`;
}

/** Holds what was imported, also where the resource that imports it is the one that is replaced. */
const byImport = Symbol();

type KnownOwners = Pick<Journal, "ownerOf" | "confirmManaged"> &
  Partial<Pick<Journal, "lookAgain" | "forget" | "hasRival">>;

/** Which objects of the service belong to which resources, as far as this process knows: the one place that is asked. */
export class Ownership {
  /** Those that the engine has in its state, or that a creation of this process returns to it. */
  readonly #managed = new Set<string>();
  /** Those among them that a creation of this process found instead of creating them. */
  readonly #adopted = new Set<string>();
  /** The URNs of the resources that go on having an object, by its key. */
  readonly #holders = new Map<string, Set<unknown>>();
  /** Of these the engine spoke before a journal was open. */
  #unconfirmed: ObjectRef[] = [];
  readonly #registration: RegistrationQuietPeriod;

  /** @param journal what earlier processes noted; undefined as long as none is open */
  constructor(
    clock: Clock,
    private readonly journal: () => KnownOwners | undefined,
  ) {
    this.#registration = new RegistrationQuietPeriod(clock);
  }

  /** The engine asked something. */
  noteActivity(): void {
    this.#registration.noteActivity();
  }

  /** The engine spoke of this object, so it has it in its state: no creation of an earlier process is open for it. */
  markManaged(ref: ObjectRef): void {
    this.noteActivity();
    this.#managed.add(refKey(ref));
    const journal = this.journal();
    if (journal === undefined) this.#unconfirmed.push(ref);
    else journal.confirmManaged(ref);
  }

  /** The program declares a resource that has this object in the state. */
  noteHolder(ref: ObjectRef, resource: unknown): void {
    const holders = this.#holders.get(refKey(ref)) ?? new Set();
    this.#holders.set(refKey(ref), holders.add(resource));
  }

  /** A journal is open now: no creation of an earlier process is open for what the engine spoke of before. */
  journalOpened(): void {
    for (const ref of this.#unconfirmed) this.journal()?.confirmManaged(ref);
    this.#unconfirmed = [];
  }

  /** The object is deleted, or gone. */
  forget(ref: ObjectRef): void {
    this.journal()?.forget?.(ref);
  }

  /** This process has created the object, and the engine is about to hear of it. */
  claim(ref: ObjectRef): void {
    this.#managed.add(refKey(ref));
  }

  /**
   * Gives an object that exists to the resource that is being created.
   *
   * @returns false where it belongs to a resource already
   */
  adopt(ref: ObjectRef): boolean {
    if (this.isManaged(ref)) return false;
    this.#managed.add(refKey(ref));
    this.#adopted.add(refKey(ref));
    return true;
  }

  /** Gives an object that exists to the resource whose `import` option names it, whatever resource has it. */
  take(ref: ObjectRef): void {
    this.claim(ref);
    this.noteHolder(ref, byImport);
  }

  /** Whether the object belongs to a resource of this run. */
  isManaged(ref: ObjectRef): boolean {
    return this.#managed.has(refKey(ref));
  }

  /**
   * Whether the resource that is being created may adopt the object: it belongs to no resource of this run, and no
   * earlier process created it for another one.
   *
   * @param resource the URN of the resource
   */
  isFree(ref: ObjectRef, resource: string): boolean {
    return !this.isManaged(ref) && (this.journal()?.ownerOf(ref) ?? resource) === resource;
  }

  /** The URN of the resource for which another process created the object, as far as any has noted that by now. */
  creatorOf(ref: ObjectRef): string | undefined {
    this.lookAgain();
    return this.journal()?.ownerOf(ref);
  }

  /** Whether what is found may be what another process has just created, which is still to hear of it. */
  isContested(request: CreationRequest): boolean {
    return this.journal()?.hasRival?.(request) ?? false;
  }

  /** To be called before objects are looked for: other processes may have created some since. */
  lookAgain(): void {
    this.journal()?.lookAgain?.();
  }

  /** Whether a creation of this process adopted the object. */
  wasAdopted(ref: ObjectRef): boolean {
    return this.#adopted.has(refKey(ref));
  }

  /**
   * Whether the object goes on belonging to a resource when the engine deletes it for this one: for one that was replaced, or
   * that has another name by now.
   *
   * @param resource the URN of the resource whose delete it is
   */
  outlives(ref: ObjectRef, resource: unknown): boolean {
    const holders = [...(this.#holders.get(refKey(ref)) ?? [])];
    return this.wasAdopted(ref) || holders.some((holder) => holder !== resource);
  }

  /** Resolves when the engine has asked about what it has in its state, as far as can be known: see there. */
  waitForRegistrationToSettle(): Promise<void> {
    return this.#registration.wait();
  }
}
