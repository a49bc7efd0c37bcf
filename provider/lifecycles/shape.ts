import { z } from "zod";
import type { Property } from "./lifecycle";
import {
  asNumber,
  asText,
  type Canonical,
  fields,
  ignoringCase,
  inAnyOrder,
  inOrder,
  orDefault,
  sameMoment,
} from "./sameness";
import * as plain from "./schema";

/**
 * One property, at any depth, described once: what it may look like, and which of its values mean the same. So what a
 * program may write, and what counts as a change of it, cannot drift apart.
 */
export interface Shape {
  /** The messages of its issues complete the sentence "expected …; got …". */
  readonly schema: z.ZodType;
  /** Two values with the same canonical form are no change of the program. */
  readonly same: Canonical;
  /** Two values with the same canonical form are no drift on the service. Default: as when edited. */
  readonly sameOnService?: Canonical;
  /** Whether an empty text stands for nothing, where it may be missing. */
  readonly isText?: boolean;
  /** Whether an object without it is wrong. */
  readonly isRequired?: boolean;
}

/** A text of a shape that a library or a pattern knows. */
export function textual(schema: z.ZodType, same: Canonical = asText): Shape {
  return { schema, same, isText: true };
}

export function text(expected?: string): Shape {
  return textual(plain.text(expected));
}

/** A text in which case means nothing, such as a file name. */
export function anyCaseText(expected?: string): Shape {
  return textual(plain.text(expected), ignoringCase);
}

export function guid(): Shape {
  return textual(z.guid("a GUID"), ignoringCase);
}

/** A value of an enumeration of the service, or of our own. */
export function oneOf(values: readonly string[], fallback?: string): Shape {
  return textual(
    plain.oneOf(values),
    fallback === undefined ? ignoringCase : orDefault(fallback, ignoringCase),
  );
}

export function moment(): Shape {
  return textual(plain.moment(), sameMoment);
}

export function decimalId(expected: string): Shape {
  return textual(plain.decimalId(expected));
}

export function smallId(expected: string): Shape {
  return { schema: plain.smallId(expected), same: asText };
}

export function flag(fallback = false): Shape {
  return { schema: plain.flag(), same: orDefault(fallback) };
}

/** @param fallback what it means when it is not there; 0 does not count as a number of its own where it is that */
export function wholeNumber(least: number, unit: string, fallback?: number): Shape {
  return {
    schema: plain.wholeNumber(least, unit),
    same: fallback === undefined ? asNumber : orDefault(fallback, asNumber),
  };
}

/**
 * @param order whether it means something: to nobody; to the program, while the service may answer in any; or to both
 */
export function listOf(
  item: Shape,
  expected: string,
  order: "of nobody" | "of the program" | "of both",
): Shape {
  const [edited, answered] = {
    "of nobody": [inAnyOrder, inAnyOrder],
    "of the program": [inOrder, inAnyOrder],
    "of both": [inOrder, inOrder],
  }[order] as [typeof inOrder, typeof inOrder];
  return {
    schema: plain.listOf(item.schema, expected),
    same: edited(item.same),
    sameOnService: answered(item.sameOnService ?? item.same),
  };
}

/** Marks what an object must not be without. */
export function required(shape: Shape): Shape {
  return { ...shape, isRequired: true };
}

/** An object of which every property may be missing, or null, or empty where it is a text, unless it is required. */
export function object(of: Readonly<Record<string, Shape>>, expected: string): Shape {
  const each = (pick: (shape: Shape) => Canonical) =>
    Object.fromEntries(Object.entries(of).map(([name, shape]) => [name, pick(shape)]));
  const schemas = Object.entries(of).map(([name, shape]) => [
    name,
    shape.isRequired ? shape.schema : optional(shape),
  ]);
  return {
    schema: plain.object(Object.fromEntries(schemas) as z.ZodRawShape, expected).transform(withoutMissing),
    same: fields(each(({ same }) => same)),
    sameOnService: fields(each(({ same, sameOnService }) => sameOnService ?? same)),
  };
}

/** The same shape, brought into the form that state keeps. */
export function kept<T>(shape: Shape, form: (value: T) => unknown): Shape {
  return { ...shape, schema: shape.schema.transform((value) => form(value as T)) };
}

function withoutMissing(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

function optional({ schema, isText }: Shape): z.ZodType {
  const missing = (value: unknown) => (value === null || (isText && value === "") ? undefined : value);
  return z.preprocess(missing, schema.optional()).optional();
}

type Rest = Partial<Pick<Property, "required" | "secret" | "derived" | "ours">>;

/** A property of a kind. */
export function property(shape: Shape, onChange: Property["onChange"], rest: Rest = {}): Property {
  const { required: isRequired = false } = rest;
  return {
    schema: isRequired ? shape.schema : optional(shape),
    onChange,
    sameWhenEdited: shape.same,
    ...(shape.sameOnService && { sameOnService: shape.sameOnService }),
    ...rest,
    required: isRequired,
  };
}

/** A property of our own whose change asks for nothing by itself. */
export function working(shape: Shape): Property {
  return property({ ...shape, same: () => undefined }, "update", { ours: true });
}

/** The names of the properties of which the service knows nothing. */
export function oursAmong(properties: Readonly<Record<string, Property>>): string[] {
  return Object.entries(properties).flatMap(([name, { ours }]) => (ours ? [name] : []));
}
