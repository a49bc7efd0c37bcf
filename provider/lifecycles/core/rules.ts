import type { Fault, Values } from "./lifecycle";
import { type KnownOf, knownOf, type Shape } from "./shape";

type Shapes = Readonly<Record<string, Shape>>;

/** What a rule can ask about the inputs beside their known parts. */
export interface Judged {
  /** Whether the object exists: what only a creation needs is not demanded again. */
  readonly exists: boolean;
  /** Whether something was written there, be it wrong or not known yet. */
  readonly isGiven: (path: string) => boolean;
}

/** What properties demand of each other. The schema alone judges the shape of each. */
export interface Rule<Known> {
  /** The paths that have to be known as a whole: it is not judged while any part of them is not. */
  readonly needs: readonly PathIn<Known>[];
  /** Gets the parts of the inputs that are right and known. All else is as if it were not there. */
  readonly judge: (known: Known, judged: Judged) => readonly Fault[];
}

/** The path of a property at any depth, such as `targeting.hardwareIds`. */
type PathIn<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [N in keyof T & string]-?: N | `${N}.${PathIn<NonNullable<T[N]>>}` }[keyof T & string]
    : never;

export function rule<Known>(needs: readonly PathIn<Known>[], judge: Rule<Known>["judge"]): Rule<Known> {
  return { needs, judge };
}

/** All faults of those rules that can be judged. */
export function rulesOf<S extends Shapes>(shapes: S, rules: readonly Rule<KnownOf<S>>[]) {
  return (values: Values, olds?: Values): Fault[] => {
    const known = knownOf(shapes, values);
    const isGiven = (path: string) => !isMissing(at(values, path.split(".")));
    const judgeable = rules.filter(({ needs }) =>
      needs.every((path) => isKnown(at(values, path.split(".")))),
    );
    return judgeable.flatMap(({ judge }) => judge(known, { exists: olds !== undefined, isGiven }));
  };
}

/** Whether a value, and all that it holds, is known: a symbol stands for what is not. */
function isKnown(value: unknown): boolean {
  if (typeof value === "symbol") return false;
  return value === null || typeof value !== "object" || Object.values(value).every(isKnown);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What was written at a path; a symbol where that is not known. */
function at(values: unknown, steps: readonly string[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || values === null || typeof values !== "object") {
    return step === undefined || typeof values === "symbol" ? values : undefined;
  }
  return at((values as Values)[step], rest);
}
