import type { Lifecycle, Values } from "../lifecycles/core/lifecycle";
import { asPulumiPrints, type Checked, check, lookUp } from "../model/check";
import { isBeingImported } from "../model/existing-inputs";
import { asKnown, forCheckAlone, ownProperties, resourceProperty } from "../model/reserved";
import { rememberMarked, sayable } from "../model/secret-texts";
import { warningsOf } from "../model/warnings";
import { lookBeforeImport } from "./adoption";
import type { Session } from "./session";

/** Checks what the program gives, and tells what is unwise about it. */
export async function checkGiven(
  lifecycle: Lifecycle,
  session: Session,
  olds: Values,
  given: Values,
): Promise<Checked> {
  const { inputs: news, secrets, looksFirst } = forCheckAlone(asKnown(olds, given));
  session.declared.add(lifecycle.displayName, given[resourceProperty]);
  session.keepSecrets(news[resourceProperty], secrets);
  for (const name of secrets) rememberMarked(news[name]);
  const checked = check(lifecycle, news, await lookUp(lifecycle, news), olds, secrets);
  if (checked.failures.length > 0) {
    const failures = checked.failures.map((failure) => asPulumiPrints(failure, news));
    return { ...checked, failures };
  }
  if (looksFirst && isBeingImported(olds, news)) {
    const fault = await lookBeforeImport(lifecycle, session, checked.inputs);
    if (fault !== undefined) return { ...checked, failures: [{ property: "", reason: sayable(fault) }] };
  }
  if (Object.keys(olds).length === 0) {
    session.declared.add(lifecycle.displayName, given[resourceProperty], ownProperties(checked.inputs));
  }
  for (const warning of warningsOf(lifecycle, olds, checked.inputs, session.seen)) session.warn(warning);
  return checked;
}
