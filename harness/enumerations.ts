import { z } from "zod";
import { choiceFor, documentedValues } from "../provider/lifecycles/core/schema";
import { lifecycles } from "../provider/lifecycles/registry";

/** Every value of every enumeration that a program can declare and the service holds, as "property value", in lower case. */
export function enumerationsIn(): Set<string> {
  const found = new Set<string>();
  const seen = new Set<z.ZodType>();
  for (const { properties } of Object.values(lifecycles)) {
    for (const [name, { schema, local }] of Object.entries(properties)) {
      if (!local) gather(name, schema, found, seen);
    }
  }
  return found;
}

function gather(name: string, schema: z.ZodType, found: Set<string>, seen: Set<z.ZodType>): void {
  for (const value of documentedValues(schema) ?? []) found.add(`${name} ${value}`.toLowerCase());
  for (const [key, inner] of innersOf(name, schema)) {
    if (seen.has(inner)) continue;
    seen.add(inner);
    gather(key, inner, found, seen);
  }
}

function innersOf(name: string, schema: z.ZodType): [string, z.ZodType][] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy) {
    return [[name, schema.unwrap() as z.ZodType]];
  }
  if (schema instanceof z.ZodPipe) {
    return [schema.in, schema.out].map((inner) => [name, inner as z.ZodType]);
  }
  if (schema instanceof z.ZodArray) return [[name, schema.element as z.ZodType]];
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>);
  const choices = [{}, { condition: {} }, "submission"].flatMap((value) => choiceFor(schema, value) ?? []);
  return choices.map((choice) => [name, choice]);
}

/** Every text in a value, with the name of the property in which it stands, in lower case. */
export function valuesOf(value: unknown, name = ""): string[] {
  if (typeof value === "string") return [`${name} ${value}`.toLowerCase()];
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, name));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => valuesOf(inner, key));
}
