import { ConnectionError } from "./connection-error";

/** The issuer of tokens gave no response, or one that may differ next time: nothing is wrong with the credential. */
export class SignInUnavailableError extends ConnectionError {
  constructor(what: string, options?: ErrorOptions) {
    super(undefined, { what, mayHaveTakenEffect: false }, options);
  }
}
