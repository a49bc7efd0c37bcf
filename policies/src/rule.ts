import type { Effect, Values } from "pulumi-devcenter/internal/lifecycles";
import { z } from "zod";

/** What a rule finds about one resource. */
export interface Finding {
  /** What is against the rule, a sentence each. Never holds a value of the program: it may be a secret. */
  readonly violations: readonly string[];
  /** Whether it takes a value that only `up` will know. */
  readonly isUndecided?: boolean;
}

/** One resource, as a rule sees it. */
export interface Subject {
  /** Its inputs, with marks for what is not known yet. */
  readonly values: Values;
  /** Whether it has the option `protect`. */
  readonly isProtected: boolean;
  /** For rules that ask for it: its product, where that is in the same program. */
  readonly product?: Values | undefined;
}

/** What a policy demands of one kind of resource. */
export interface Rule<Settings extends z.ZodObject = z.ZodObject> {
  /** One sentence: what holds where the rule is kept. */
  readonly description: string;
  /** The kind of resource, by its name among the lifecycles. */
  readonly kind: string;
  /** Which effect it watches over; a test holds that its properties have that effect. */
  readonly effect: Effect;
  /** The properties that it looks at. */
  readonly properties: readonly string[];
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What to do instead. */
  readonly remedy: string;
  /** It needs the product, which Pulumi shows only at the end, with the whole stack. */
  readonly asksForProduct?: boolean;
  /** Each with a default and a description. */
  readonly settings: Settings;
  judge(subject: Subject, settings: z.output<Settings>): Finding;
}

/** A rule whose settings its judgement is compiled against. */
export function rule<Settings extends z.ZodObject>(given: Rule<Settings>): Rule<Settings> {
  return given;
}

export const noSettings = z.strictObject({});

export const kept: Finding = { violations: [] };
export const undecided: Finding = { violations: [], isUndecided: true };

export function broken(...violations: readonly string[]): Finding {
  return { violations };
}
