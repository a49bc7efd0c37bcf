import { check, importIdProperty, mismatches } from "pulumi-devcenter/internal/lifecycles";
import type { Declaration } from "./declaration";
import { lifecycleOf } from "./survey";

/**
 * Why `up` would refuse to adopt the object by this declaration; empty: it adopts it and changes nothing. Asked of the very
 * functions that the provider asks.
 */
export function reasonsAgainst({ object, inputs }: Declaration): string[] {
  const lifecycle = lifecycleOf(object.kind);
  const checked = check(lifecycle, { ...inputs, [importIdProperty]: object.id });
  if (checked.failures.length > 0) {
    return checked.failures.map(({ property, reason }) =>
      property === "" ? reason : `${property}: ${reason}`,
    );
  }
  const { declarable, untold, computed } = object;
  return mismatches(
    lifecycle,
    { inputs: declarable, notReported: untold, outputs: computed },
    checked.inputs,
  );
}
