import { lifecycles } from "./kinds";
import type { OnChange, Values } from "./lifecycle";
import { same } from "./sameness";

/**
 * What a change means beyond its own property:
 * - `irrevocable`: Dev Center has no way to take it back;
 * - `personal`: it changes what is collected about people, or where that goes;
 * - `reach`: it changes which machines or partners get a driver;
 * - `cost`: it changes how long a run takes and how many requests it sends;
 * - `schedule`: it changes when something happens.
 */
export type Effect = (typeof effects)[number];
export const effects = ["irrevocable", "personal", "reach", "cost", "schedule"] as const;

/** What stands in the place of a value that nobody can judge yet: it is known only in `up`. */
export const notKnownYet = Symbol("not known yet");
/** What stands in the place of a secret. */
export const hidden = Symbol("a secret");

/** What happens to one resource. `adopt`: it takes an object that exists; `read`: somebody else manages it. */
export type Verb = "create" | "adopt" | "update" | "replace" | "delete" | "read";

/** One change of one resource that is about to be made. */
export interface PlannedChange {
  /** A name among the lifecycles, such as `ReportTemplate`. */
  readonly kind: string;
  readonly verb: Verb;
  /** The outputs in state; empty where there is none. May hold `notKnownYet` and `hidden`. */
  readonly olds: Values;
  /** The checked inputs; empty where it is removed. May hold `notKnownYet` and `hidden`. */
  readonly news: Values;
  /** The names of the declared properties that differ. */
  readonly changed: readonly string[];
}

/**
 * What a change of each property means, beside what `onChange` says already: where a property replaces an object that
 * stays on Dev Center, its change is irrevocable. A test holds that every property is here.
 */
const said: Readonly<Record<string, Readonly<Record<string, readonly Effect[]>>>> = {
  ReportTemplate: {
    view: ["personal"],
    projection: ["personal"],
    dateRange: ["personal"],
    condition: ["personal"],
    aggregation: ["personal"],
    orderby: [],
    limit: [],
  },
  ReportSchedule: {
    templateId: ["personal"],
    startTime: ["schedule"],
    recurrenceInterval: ["schedule", "personal"],
    recurrence: ["schedule"],
    callbackUrl: ["personal"],
    paused: ["schedule"],
  },
  Product: {
    productName: [],
    marketingNames: [],
    announcementDate: ["schedule"],
    testHarness: [],
    requestedSignatures: [],
    selectedProductTypes: [],
    deviceType: [],
    deviceMetadataIds: [],
    firmwareVersion: [],
    isTestSign: [],
    isFlightSign: [],
    additionalAttributes: [],
    deviceMetadataCategory: [],
    packageType: [],
  },
  Submission: {
    productId: [],
    name: [],
    type: [],
    package: ["cost"],
    packageSha256: ["irrevocable", "cost"],
    commit: ["irrevocable"],
    waitFor: ["cost"],
    waitTimeoutMinutes: ["cost"],
  },
  ShippingLabel: {
    productId: ["reach"],
    submissionId: ["reach"],
    name: [],
    destination: ["reach"],
    publishingSpecifications: ["reach", "schedule"],
    recipientSpecifications: ["reach"],
    targeting: ["reach"],
    onDelete: ["reach"],
    waitFor: ["cost"],
    waitTimeoutMinutes: ["cost"],
  },
  PublisherMetadata: { productId: ["cost"], submissionId: ["cost"], waitTimeoutMinutes: ["cost"] },
};

/** The kinds whose objects nothing takes back once they are made. A template or a schedule can be edited or paused. */
const lasting = new Set(["Product", "Submission", "ShippingLabel"]);

/** What a change of this property means. Undefined: nobody has said it, as for a property of a newer version. */
export function effectsOf(kind: string, property: string): readonly Effect[] | undefined {
  const own = Object.hasOwn(said, kind) ? said[kind] : undefined;
  const beside = own !== undefined && Object.hasOwn(own, property) ? own[property] : undefined;
  if (beside === undefined) return undefined;
  const replaces = lifecycles[kind]?.properties[property]?.onChange === "replace" && lasting.has(kind);
  return replaces && !beside.includes("irrevocable") ? ["irrevocable", ...beside] : beside;
}

/** Of one change: the effects of all its properties. */
export function effectsOfChange({ kind, verb, news, changed }: PlannedChange): Effect[] {
  const names = verb === "update" || verb === "replace" ? changed : Object.keys(news);
  const found = new Set(names.flatMap((name) => effectsOf(kind, name) ?? []));
  return effects.filter((effect) => found.has(effect));
}

/**
 * The names of the declared properties that differ, as the lifecycle compares them. What is not known yet differs, and
 * of a secret the engine has to say it.
 */
export function changedNames(kind: string, olds: Values, news: Values, reasons: readonly string[]): string[] {
  return Object.entries(lifecycles[kind]?.properties ?? {})
    .filter(([name, { sameWhenEdited }]) => {
      if (holds(news[name], notKnownYet)) return true;
      const isCompared = olds[name] !== undefined && news[name] !== undefined;
      if (isCompared && (holds(olds[name], hidden) || holds(news[name], hidden)))
        return reasons.includes(name);
      return !same(sameWhenEdited, olds[name], news[name]);
    })
    .map(([name]) => name);
}

/** What a change of a declared property asks for, by the lifecycle's own table. */
export function onChangeOf(kind: string, name: string, olds: Values, news: Values): OnChange | undefined {
  const onChange = lifecycles[kind]?.properties[name]?.onChange;
  return typeof onChange === "function" ? onChange(olds, news) : onChange;
}

/** Whether a mark stands anywhere in a value. */
export function holds(value: unknown, mark: symbol): boolean {
  if (value === mark) return true;
  return value !== null && typeof value === "object" && Object.values(value).some((it) => holds(it, mark));
}
