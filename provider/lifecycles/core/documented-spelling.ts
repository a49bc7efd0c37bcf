import { z } from "zod";
import { choiceFor, documentedValues } from "./schema";

/** The same value with each enumeration in the documentation's spelling: the service writes them in any case. */
export function documentedSpelling(schema: z.ZodType, value: unknown): unknown {
  const values = documentedValues(schema);
  if (values !== undefined && typeof value === "string") {
    return values.find((known) => known.toLowerCase() === value.toLowerCase()) ?? value;
  }
  const inner = innerOf(schema, value);
  if (inner !== undefined) return documentedSpelling(inner, value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => documentedSpelling(schema.element as z.ZodType, item));
  }
  if (!(schema instanceof z.ZodObject) || value === null || typeof value !== "object") return value;
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const property = Object.hasOwn(shape, key) ? shape[key] : undefined;
      return [key, property === undefined ? item : documentedSpelling(property, item)];
    }),
  );
}

/** The schema that a wrapper leaves the shape to. */
function innerOf(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe)
    return (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  if (schema instanceof z.ZodLazy) return schema.unwrap() as z.ZodType;
  return choiceFor(schema, value);
}
