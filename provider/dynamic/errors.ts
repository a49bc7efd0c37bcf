import type { Values } from "../lifecycles/core/lifecycle";
import { safeToShow } from "../model/secret-texts";
import { explained } from "./hints";

/** What the SDK is about to print of errors which it also hands to the engine; nothing outside Pulumi's own process. */
let leftToEngine: Set<string> | undefined;

/** An error in the form in which Pulumi's SDK shows the message and nothing else. */
export class HandlerError extends Error {
  constructor(message: string, cause: unknown) {
    // Whatever it is made of: values of the program and of the service, and what others said.
    const text = safeToShow(message);
    super(text, { cause });
    // For some handlers the SDK prints the stack instead of the message, ours would only be noise there.
    this.stack = text;
    leftToEngine?.add(`${this}: ${text}`);
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
    // The engine shows them, and keeps them in the state.
    this.reasons = [this.message];
  }
}

/** Keeps the SDK from printing an error of ours that the engine shows, so that one fault is said once. */
export function leaveErrorsToEngine(output: Pick<Console, "error">): void {
  const left = new Set<string>();
  leftToEngine = left;
  const print = output.error.bind(output);
  output.error = (...line: unknown[]) => {
    if (line.length === 1 && left.delete(String(line[0]))) return;
    print(...line);
  };
}

/**
 * Does the work of a handler; an error of it begins with what could not be done.
 *
 * @param hintOn a last line, where it says more about the error
 */
export async function withContext<T>(
  what: string,
  work: () => Promise<T>,
  hintOn: (error: unknown) => string | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    const lines = [what, explained(error), hintOn(error)].filter((line) => line !== undefined);
    throw new HandlerError(lines.join("\n"), error);
  }
}
