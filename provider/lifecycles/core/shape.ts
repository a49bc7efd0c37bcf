import { z } from "zod";
import type { DependingNames, Kind, PropertyFacts, RequiredNames } from "../../kinds/kind";
import {
  asNumber,
  asText,
  type Canonicalizer,
  fields,
  ignoringCase,
  inAnyOrder,
  inOrder,
  isObject,
  orDefault,
  sameMoment,
  strict,
} from "./equality";
import type { Lifecycle, OnChange, Property, Values } from "./lifecycle";
import * as plain from "./schema";

/**
 * One property, at any depth, described once: what it may look like, and which of its values mean the same. So what a
 * program may write, and what counts as a change of it, cannot drift apart.
 */
export interface Shape<T = unknown, Known = T> {
  /** The messages of its issues complete the sentence "expected …; got …". */
  readonly schema: z.ZodType<T>;
  /** The parts of a value that are right and known, for rules to judge; undefined where nothing is. */
  readonly known: (value: unknown) => Known | undefined;
  /** Two values with the same canonical form are no change of the program. */
  readonly same: Canonicalizer;
  /** Two values with the same canonical form are no drift on the service. Default: as when edited. */
  readonly sameOnService?: Canonicalizer;
  /** Whether an empty text stands for nothing, where it may be missing. */
  readonly isText?: boolean;
  /** Whether an object without it is wrong. */
  readonly isRequired?: boolean;
}

/** A value that is right as a whole, or wrong. */
export function whole<T>(schema: z.ZodType<T>, same: Canonicalizer): Shape<T> {
  return { schema, same, known: (value) => schema.safeParse(value).data };
}

/** A text of a shape that a library or a pattern knows. */
export function textual<T extends string>(schema: z.ZodType<T>, same: Canonicalizer = asText): Shape<T> {
  return { ...whole(schema, same), isText: true };
}

export function text(expected?: string): Shape<string> {
  return textual(plain.text(expected));
}

/** A text in which case means nothing, such as a file name. */
export function anyCaseText(expected?: string): Shape<string> {
  return textual(plain.text(expected), ignoringCase);
}

export function guid(): Shape<string> {
  return textual(z.guid("a GUID"), ignoringCase);
}

/** A value of an enumeration of the service, or of our own. */
export function oneOf(values: readonly string[]): Shape<string> {
  return textual(plain.oneOf(values), ignoringCase);
}

export function moment(): Shape<string> {
  return textual(plain.moment(), sameMoment);
}

export function decimalId(expected: string): Shape<string> {
  return textual(plain.decimalId(expected));
}

export function productId(): Shape<string> {
  return decimalId("the productId of a product in decimal digits, such as 14631253285588838");
}

export function submissionId(): Shape<string> {
  return decimalId("the submissionId of a submission in decimal digits, such as 1152921504621465124");
}

export function smallId(expected: string): Shape<number> {
  return whole(plain.smallId(expected), asText);
}

export function trueOrFalse(): Shape<boolean> {
  return whole(plain.flag(), strict);
}

/** False where it is missing. */
export function flag(): Shape<boolean> {
  return { ...trueOrFalse(), same: orDefault(false) };
}

/** @param fallback what it means when it is not there; 0 does not count as a number of its own where it is that */
export function wholeNumber(least: number, unit: string, fallback?: number): Shape<number> {
  const same = fallback === undefined ? asNumber : orDefault(fallback, asNumber);
  return whole(plain.wholeNumber(least, unit), same);
}

/**
 * @param order whether it means something: to nobody; to the program, while the service may answer in any; or to both
 */
export function listOf<T, K>(
  item: Shape<T, K>,
  expected: string,
  order: "of nobody" | "of the program" | "of both",
): Shape<T[], readonly (K | undefined)[]> {
  const [edited, answered] = {
    "of nobody": [inAnyOrder, inAnyOrder],
    "of the program": [inOrder, inAnyOrder],
    "of both": [inOrder, inOrder],
  }[order] as [typeof inOrder, typeof inOrder];
  return {
    schema: plain.listOf(item.schema, expected),
    known: (value) => (Array.isArray(value) ? value.map(item.known) : undefined),
    same: edited(item.same),
    sameOnService: answered(item.sameOnService ?? item.same),
  };
}

/** Marks what an object must not be without. */
export function required<T, K>(shape: Shape<T, K>): Shape<T, K> {
  return { ...shape, isRequired: true };
}

/** What steers a run, or follows from something else: a change of it asks for nothing. */
export function unwatched<T, K>(shape: Shape<T, K>): Shape<T, K> {
  return { ...shape, same: () => undefined };
}

type Shapes = Readonly<Record<string, Shape>>;

/** The parts of an object, such as the inputs of a kind, that are right and known. */
export type KnownOf<S extends Shapes> = { readonly [N in keyof S]?: NonNullable<ReturnType<S[N]["known"]>> };

export function knownOf<S extends Shapes>(shapes: S, values: Values): KnownOf<S> {
  const known = Object.entries(shapes).map(([name, shape]) => [name, shape.known(values[name])]);
  return Object.fromEntries(known.filter(([, part]) => part !== undefined));
}

/** An object of which every property may be missing, or null, or empty where it is a text, unless it is required. */
export function object<S extends Shapes>(of: S, expected: string): Shape<Values, KnownOf<S>> {
  const each = (pick: (shape: Shape) => Canonicalizer) =>
    Object.fromEntries(Object.entries(of).map(([name, shape]) => [name, pick(shape)]));
  const schemas = Object.entries(of).map(([name, shape]) => [
    name,
    shape.isRequired ? shape.schema : optional(shape),
  ]);
  return {
    schema: plain.object(Object.fromEntries(schemas) as z.ZodRawShape, expected).transform(withoutMissing),
    known: (value) => (isObject(value) ? knownOf(of, value) : undefined),
    same: fields(each(({ same }) => same)),
    sameOnService: fields(each(({ same, sameOnService }) => sameOnService ?? same)),
  };
}

/** The same shape, brought into the form that state keeps. */
export function kept<T, U, K>(shape: Shape<T, K>, form: (value: T) => U): Shape<U, K> {
  return { ...shape, schema: shape.schema.transform(form) };
}

function withoutMissing(value: object): Values {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

function optional({ schema, isText }: Shape): z.ZodType {
  const missing = (value: unknown) => (value === null || (isText && value === "") ? undefined : value);
  return z.preprocess(missing, schema.optional()).optional();
}

/** What a lifecycle takes over from the facts of its kind. */
export function describedBy({
  name,
  displayName,
  idExample,
}: Kind): Pick<Lifecycle, "kind" | "displayName" | "idFormat"> {
  const pattern = new RegExp(`^${idExample.replaceAll(/\d+/g, "[1-9]\\d*")}$`);
  return { kind: name, displayName, idFormat: { pattern, example: idExample } };
}

/** The shapes of the properties of a kind: one that is forgotten, or too many, does not compile. */
export type ShapesOf<K extends Kind> = { readonly [N in keyof K["properties"]]: Shape };

type TypeOf<S extends Shape> = z.output<S["schema"]>;

/** The checked inputs of a kind. */
export type InputsOf<K extends Kind, S extends ShapesOf<K>> = Values & {
  readonly [N in RequiredNames<K>]: TypeOf<S[N]>;
} & { readonly [N in Exclude<keyof K["properties"], RequiredNames<K>>]?: TypeOf<S[N]> };

type Decision = (olds: Values, news: Values) => OnChange;
type Decisions<K extends Kind> = { readonly [N in DependingNames<K>]: Decision };

/**
 * The properties of a kind, of its facts and their shapes.
 *
 * @param decisions what a change asks for, where the facts leave that to the lifecycle
 */
export function propertiesOf<const K extends Kind, S extends ShapesOf<K>>(
  { properties }: K,
  shapes: S,
  ...[decisions]: [DependingNames<K>] extends [never] ? [] : [Decisions<K>]
): { readonly [N in keyof K["properties"]]: Property } {
  const made = Object.entries(properties).map(([name, facts]) => {
    const onChange =
      facts.onChange === "depends" ? (decisions as Record<string, Decision>)[name] : facts.onChange;
    return [name, property((shapes as Record<string, Shape>)[name] as Shape, facts, onChange as OnChange)];
  });
  return Object.fromEntries(made);
}

function property(shape: Shape, facts: PropertyFacts, onChange: Property["onChange"]): Property {
  const { required: isRequired = false, secret, local, derived } = facts;
  const withDefault = (canonical: Canonicalizer) =>
    facts.default === undefined ? canonical : orDefault(facts.default, canonical);
  return {
    schema: isRequired ? shape.schema : optional(shape),
    onChange,
    required: isRequired,
    inputEquality: withDefault(shape.same),
    ...(shape.sameOnService && { remoteEquality: withDefault(shape.sameOnService) }),
    ...(secret && { secret }),
    ...(local && { local }),
    ...(derived && { derived }),
  };
}
