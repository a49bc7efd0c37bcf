import type { Lifecycle, Made, Values } from "../lifecycles/lifecycle";
import { claimOf } from "./claims";
import { mismatches } from "./drift";
import { ownProperties, resourceProperty } from "./reserved";
import type { Session } from "./session";

/** Takes what exists into state, if it is what the program says; changes nothing on the service. */
export async function adopt(
  lifecycle: Lifecycle,
  session: Session,
  id: string,
  inputs: Values,
): Promise<Made> {
  const observed = await lifecycle.read(session.context(), id, ownProperties(inputs));
  const secrets = session.secretsOf(inputs[resourceProperty]);
  const fault =
    observed === undefined
      ? "Dev Center has no such object. Nothing was created."
      : faultOf(mismatches(lifecycle, observed, inputs, secrets));
  if (observed === undefined || fault !== undefined) throw new Error(fault);
  session.claims.taken.add(claimOf(lifecycle.noun, id));
  return { id, computed: observed.computed };
}

function faultOf(differences: readonly string[]): string | undefined {
  if (differences.length === 0) return undefined;
  const head = "It is not what the program declares. Nothing was imported, and nothing was changed.";
  return [head, ...differences].join("\n  ");
}
