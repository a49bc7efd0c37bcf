import { createSecretRegistry, withoutKnownSecrets } from "../api/text/known-secrets";
import { printable } from "../api/text/service-text";

/**
 * The inputs that programs marked as secrets. Apart from credentials: those are cut out of the service's answers, too,
 * and an input has to come back from there as it is.
 */
const marked = createSecretRegistry({ whole: true });

/** From now on every text in this input is cut out of messages: keys, too, unless they may be names of properties. */
export function rememberSecretInput(input: unknown): void {
  if (input !== null && typeof input === "object") {
    for (const key of Object.keys(input)) if (!/^\w+$/.test(key)) marked.remember(key);
    Object.values(input).forEach(rememberSecretInput);
  } else marked.remember(input);
}

/** A message as it may be shown: without credentials, marked inputs, and what a terminal would obey. */
export function safeToShow(message: string): string {
  return printable(marked.without(withoutKnownSecrets(message)));
}
