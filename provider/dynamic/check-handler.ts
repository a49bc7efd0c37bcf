import type { Lifecycle, Values } from "../lifecycles/core/lifecycle";
import { asPulumiPrints, type Checked, check, deriveInputs } from "../model/check";
import { isBeingImported } from "../model/existing-inputs";
import { resourceInputs, resourceProperty, splitCheckOnly, withReservedOfState } from "../model/reserved";
import { rememberSecretInput, safeToShow } from "../model/secret-texts";
import { warningsOf } from "../model/warnings";
import { previewImport } from "./adoption";
import type { Session } from "./session";

/** Checks what the program gives, and warns of what is unwise about it. */
export async function checkGiven(
  lifecycle: Lifecycle,
  session: Session,
  olds: Values,
  given: Values,
): Promise<Checked> {
  const { inputs: news, secrets, looksFirst } = splitCheckOnly(withReservedOfState(olds, given));
  session.declared.add(lifecycle.kind, given[resourceProperty]);
  session.markSecrets(news[resourceProperty], secrets);
  // A refusal of a change may quote what is there still.
  for (const name of secrets) for (const inputs of [news, olds]) rememberSecretInput(inputs[name]);
  const checked = check(lifecycle, news, await deriveInputs(lifecycle, news), olds, secrets);
  if (checked.failures.length > 0) {
    const failures = checked.failures.map((failure) => asPulumiPrints(failure, news));
    return { ...checked, failures };
  }
  if (looksFirst && isBeingImported(olds, news)) {
    const fault = await previewImport(lifecycle, session, checked.inputs);
    if (fault !== undefined) return { ...checked, failures: [{ property: "", reason: safeToShow(fault) }] };
  }
  if (Object.keys(olds).length === 0 && !isBeingImported(olds, news)) {
    session.declared.add(lifecycle.kind, given[resourceProperty], resourceInputs(checked.inputs));
  }
  for (const warning of warningsOf(lifecycle, olds, checked.inputs, session.seen)) session.warn(warning);
  return checked;
}
