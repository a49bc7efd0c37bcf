import { ConnectionError } from "./connection-error";

/** Whoever issues tokens gave no answer, or one that may be another next time: nothing is wrong with the credential. */
export class SignInUnavailableError extends ConnectionError {
  constructor(what: string, options?: ErrorOptions) {
    super(undefined, { what, mayHaveTakenEffect: false }, options);
  }
}
