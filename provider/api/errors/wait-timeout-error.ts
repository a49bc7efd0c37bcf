import { DevCenterError } from "./devcenter-error";

/** What was waited for when the time was up. */
export interface Unfinished {
  /** Such as `Submission 1/2`. */
  readonly name: string;
  /** How far it is: `is not signed`. */
  readonly state: string;
  readonly timeoutMinutes: number;
  /** What becomes of it now. */
  readonly next: string;
}

/** Something was waited for and did not come in time. Dev Center goes on with it. */
export class WaitTimeoutError extends DevCenterError {
  readonly #unfinished: Unfinished | undefined;

  /** @param what facts, or the whole message */
  constructor(what: Unfinished | string) {
    super(typeof what === "string" ? what : describe(what, what.name, ""));
    this.#unfinished = typeof what === "string" ? undefined : what;
  }

  /** The message as its reader names the limit, and the thing where another name suits better. */
  inWordsOf({ limit, name }: { readonly limit: string; readonly name?: string }): string {
    const what = this.#unfinished;
    return what === undefined ? this.message : describe(what, name ?? what.name, ` (${limit})`);
  }
}

function describe({ state, timeoutMinutes, next }: Unfinished, name: string, limit: string): string {
  return `${name} ${state} after ${timeoutMinutes} minutes${limit}. ${next}`;
}
