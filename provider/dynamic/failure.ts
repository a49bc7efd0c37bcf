import { withoutKnownSecrets } from "../api/known-secrets";
import { printable } from "../api/service-text";
import type { Values } from "../lifecycles/lifecycle";

/** An error in the form in which Pulumi's SDK shows the message and nothing else. */
export class HandlerError extends Error {
  constructor(message: string, cause: unknown) {
    // Whatever it is made of: values of the program and of the service, and what others said.
    const text = printable(withoutKnownSecrets(message));
    super(text, { cause });
    // For some handlers the SDK prints the stack instead of the message, ours would only be noise there.
    this.stack = text;
  }

  /** The SDK prints `${error}: ${error.stack}` for some handlers. */
  override toString(): string {
    return "Error";
  }
}

/** The object exists, but is not as declared: Pulumi keeps it in state, and the next `up` calls update. */
export class InitializationError extends HandlerError {
  readonly id: string;
  readonly properties: Values;
  readonly reasons: readonly string[];

  constructor(message: string, kept: { id: string; properties: Values }, cause: unknown) {
    super(message, cause);
    this.id = kept.id;
    this.properties = kept.properties;
    this.reasons = [message];
  }
}
