import { rememberMarked, withoutKnownSecrets, withoutMarked } from "../api/text/known-secrets";
import { printable } from "../api/text/service-text";

/** From now on every text in this input is cut out of messages: keys, too, unless they may be names of properties. */
export function rememberSecretInput(input: unknown): void {
  if (input !== null && typeof input === "object") {
    for (const key of Object.keys(input)) if (!/^\w+$/.test(key)) rememberMarked(key);
    Object.values(input).forEach(rememberSecretInput);
  } else rememberMarked(typeof input === "number" ? String(input) : input);
}

/** A message as it may be shown: without credentials, marked inputs, and what a terminal would obey. */
export function safeToShow(message: string): string {
  return printable(withoutMarked(withoutKnownSecrets(message)));
}
