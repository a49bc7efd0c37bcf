import type { Emulation } from "./emulation";
import type { Entities, EntityKind } from "./entities";
import type { Fault } from "./faults";
import type { RecordedRequest } from "./recorder";
import type { State } from "./store";
import type { ThrottleLimit } from "./throttle";

/** What can be done to a running emulator from outside its API: the same in process and over HTTP. */
export class Switchboard {
  constructor(private readonly emulation: Emulation) {}

  /** The clock. */
  get clock() {
    return this.emulation.clock;
  }

  /** Every request of the API, in order: a live list. */
  get requests(): readonly RecordedRequest[] {
    return this.emulation.requests.requests;
  }

  /** Every request of the token endpoint, without bodies: a live list. */
  get tokenRequests(): readonly RecordedRequest[] {
    return this.emulation.tokenRequests.requests;
  }

  /** Every request that followed a link to a package or a file, without bodies: a live list. */
  get blobRequests(): readonly RecordedRequest[] {
    return this.emulation.blobRequests.requests;
  }

  /** The faults still to come. */
  get faults(): readonly Fault[] {
    return this.emulation.faults.pending();
  }

  /** Scripts mishaps, to befall matching requests in this order. */
  fail(...faults: Fault[]): void {
    for (const fault of faults) {
      this.emulation.faults.add(fault);
    }
  }

  /** Forgets the faults still to come. */
  forgetFaults(): void {
    this.emulation.faults.clear();
  }

  /** Limits how many requests a minute the API takes; without a limit, lifts it. */
  throttle(limit?: ThrottleLimit): void {
    this.emulation.throttle.set(limit);
  }

  /** Changes what the API cannot: replaces the named properties. Throws a RangeError when it is not there. */
  edit<Kind extends EntityKind>(
    kind: Kind,
    id: string | number | bigint,
    patch: Partial<Entities[Kind]>,
  ): void {
    this.emulation.store.update(kind, String(id), patch);
  }

  /** Takes away what the API cannot. Throws a RangeError when it is not there. */
  remove(kind: EntityKind, id: string | number | bigint): void {
    this.emulation.store.remove(kind, String(id));
  }

  /** A copy of everything kept. */
  state(): State {
    return this.emulation.store.dump();
  }

  /** Back to the start: nothing kept, no faults, no record, the clock and the limit as given at start. Tokens stay good. */
  reset(): void {
    const { store, faults, clock, throttle, requests, tokenRequests, blobRequests } = this.emulation;
    store.clear();
    faults.clear();
    clock.reset();
    throttle.reset();
    for (const recorder of [requests, tokenRequests, blobRequests]) {
      recorder.clear();
    }
  }
}
