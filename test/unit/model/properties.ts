import assert from "node:assert/strict";
import fc from "fast-check";
import { SAMPLES, UNKNOWN } from "../../../harness/sample-inputs";
import type { Lifecycle, Values } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";
import { check } from "../../../provider/model/check";
import { type Difference, diff } from "../../../provider/model/diff";
import { containsUnknown } from "../../../provider/model/unknown";

/** Anything that Pulumi's wire can carry, often with words that mean something here. */
const value = fc.anything({
  maxDepth: 3,
  maxKeys: 4,
  values: [
    fc.string(),
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      UNKNOWN,
      "IHVDriver",
      "DriverName",
      "SUM(EventCount)",
      "eq",
      "asc",
      "initial",
      "hlk",
      "15",
    ),
    fc.constantFrom("2026-12-01T00:00:00Z", "https://a.example/hook", "windowsUpdate", "Last7Days"),
  ],
});

const texts = JSON.stringify(SAMPLES);

function words(text: string): string[] {
  return [...new Set([...text.matchAll(/"(\w+)":/g)].map(([, name]) => name ?? ""))];
}

/** Inputs of a kind: some properties as they should be, the others anything, and a few that do not exist. */
function inputsOf(kind: string, lifecycle: Lifecycle): fc.Arbitrary<Record<string, unknown>> {
  const sample = (SAMPLES as Record<string, Record<string, unknown>>)[kind] ?? {};
  const own = Object.keys(lifecycle.properties).map(
    (name) => [name, fc.option(fc.oneof(fc.constant(sample[name]), value), { nil: undefined })] as const,
  );
  const strangers = fc.dictionary(fc.constantFrom(...words(texts), "__proto__x", "adoptId"), value, {
    maxKeys: 2,
  });
  return fc
    .tuple(fc.record(Object.fromEntries(own)), strangers)
    .map(([known, others]) => ({ ...others, ...known, __provider: "text" }));
}

/** Inputs that are right: everything mandatory, and some of the rest. */
function rightInputsOf(kind: string, lifecycle: Lifecycle): fc.Arbitrary<Record<string, unknown>> {
  const sample = (SAMPLES as Record<string, Record<string, unknown>>)[kind] ?? {};
  const own = Object.entries(lifecycle.properties)
    .filter(([name]) => sample[name] !== undefined)
    .map(([name, { required }]) => [
      name,
      required ? fc.constant(sample[name]) : fc.option(fc.constant(sample[name]), { nil: undefined }),
    ]);
  return fc.record(Object.fromEntries(own));
}

/** Whatever was left half made is another matter. */
function finished({ isIncomplete: _, ...lifecycle }: Lifecycle): Lifecycle {
  return lifecycle;
}

/** A replacement is asked for by what is declared to take one, and by an import, and by nothing else. */
function assertOfItsProperties({ properties }: Lifecycle, { changes, replaces }: Difference): void {
  if (replaces === undefined) return;
  assert.equal(changes, undefined);
  assert.ok(replaces.length > 0);
  for (const name of replaces) assert.ok(name === "adoptId" || properties[name]?.onChange !== "update", name);
}

/** What is what it was is no change, unless it is not known yet. */
function assertSameAsItself(lifecycle: Lifecycle, { adoptId: _, ...inputs }: Values): void {
  const isOpen = Object.keys(lifecycle.properties).some((name) => containsUnknown(inputs[name]));
  const { changes } = diff(lifecycle, "15", inputs, structuredClone(inputs));
  assert.equal(changes, isOpen ? undefined : false);
}

/** Whether two differ depends on neither being the first. */
function assertBothWays(lifecycle: Lifecycle, one: Values, other: Values): void {
  if (containsUnknown([one, other])) return;
  const [there, back] = [diff(lifecycle, "15", one, other), diff(lifecycle, "15", other, one)];
  if (one.adoptId === undefined && other.adoptId === undefined) assert.equal(there.changes, back.changes);
}

/** Describes what holds of check and diff, tried with so many random inputs of each kind. */
export function describeProperties(numRuns: number): void {
  describe("check and diff, whatever the input", () => {
    for (const [kind, lifecycle] of Object.entries(lifecycles)) {
      it(`never throw for a ${lifecycle.displayName}, and find differences where there are any`, () => {
        // What can never be made is reported by throwing, on purpose.
        const { forbiddenChange: _, ...possible } = finished(lifecycle);
        const inputs = inputsOf(kind, lifecycle);
        fc.assert(
          fc.property(inputs, inputs, (olds, news) => {
            const once = check(lifecycle, news);
            assert.deepEqual(check(lifecycle, once.inputs), once);
            assertOfItsProperties(possible, diff(possible, "15", olds, news));
            assertSameAsItself(possible, news);
            assertBothWays(possible, olds, news);
          }),
          { numRuns },
        );
      });

      it(`find nothing to change in a ${lifecycle.displayName} that was just made, however often it is checked`, () => {
        fc.assert(
          fc.property(rightInputsOf(kind, lifecycle), (news) => {
            const once = check(lifecycle, news);
            fc.pre(once.failures.length === 0);
            assert.deepEqual(check(lifecycle, once.inputs), once);
            assert.deepEqual(diff(finished(lifecycle), "15", once.inputs, news), { changes: false });
          }),
          { numRuns: Math.min(numRuns, 100) },
        );
      });
    }
  });
}
