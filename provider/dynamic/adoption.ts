import { ApiError } from "../api/errors/api-error";
import type { Created, Lifecycle, Observed, Values } from "../lifecycles/core/lifecycle";
import { mismatches } from "../model/drift";
import { importIdProperty, resourceInputs, resourceProperty } from "../model/reserved";
import { containsUnknown, isUnknown } from "../model/unknown";
import { nameOf } from "../model/warnings";
import { explained } from "./hints";
import type { Session } from "./session";

/** Takes what exists into state, if it is what the program says; changes nothing on the service. */
export async function importObject(
  lifecycle: Lifecycle,
  session: Session,
  id: string,
  inputs: Values,
): Promise<Created> {
  const observed = await lifecycle.read(session.context(), id, resourceInputs(inputs));
  const fault = faultOf(lifecycle, session, observed, inputs);
  if (observed === undefined || fault !== undefined) throw new Error(fault);
  session.ownership.take({ kind: lifecycle.kind, id });
  return { id, outputs: observed.outputs };
}

/** Sessions whose previews cannot look at objects, and why: found out once instead of at each of a hundred imports. */
const blind = new WeakMap<Session, unknown>();

/**
 * Says in a preview what is to be adopted, and looks at it where that is possible.
 *
 * @returns what is wrong with it
 */
export async function previewImport(
  lifecycle: Lifecycle,
  session: Session,
  inputs: Values,
): Promise<string | undefined> {
  const id = inputs[importIdProperty];
  if (typeof id !== "string" || isUnknown(id)) return undefined;
  const { displayName } = lifecycle;
  const what = `${nameOf(inputs) ?? displayName}: adopts ${displayName} ${id}`;
  const known = Object.entries(resourceInputs(inputs)).filter(([, value]) => !containsUnknown(value));
  try {
    if (blind.has(session)) throw blind.get(session);
    const observed = await lifecycle.read(session.previewContext(), id, Object.fromEntries(known));
    const fault = faultOf(lifecycle, session, observed, {
      ...Object.fromEntries(known),
      [resourceProperty]: inputs[resourceProperty],
    });
    if (fault !== undefined) return `${displayName} ${id}: could not be imported.\n${fault}`;
    session.context().log(`${what}, which is as the program declares it.`);
  } catch (error) {
    if (!(error instanceof ApiError)) blind.set(session, error);
    const [why = ""] = explained(error).split("\n");
    session.warn(`${what}. pulumi up will look at it, for this preview could not: ${why}`);
  }
  return undefined;
}

function faultOf(
  lifecycle: Lifecycle,
  session: Session,
  observed: Observed | undefined,
  inputs: Values,
): string | undefined {
  if (observed === undefined) return "Dev Center has no such object. Nothing was created.";
  const differences = mismatches(lifecycle, observed, inputs, session.secretsOf(inputs[resourceProperty]));
  if (differences.length === 0) return undefined;
  const head = "It is not what the program declares. Nothing was imported, and nothing was changed.";
  return [head, ...differences].join("\n  ");
}
