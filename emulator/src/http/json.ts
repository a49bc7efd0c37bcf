import type { FastifyInstance } from "fastify";
import { isSafeNumber, parse, stringify } from "lossless-json";

/** A JSON object from the wire, before it was checked. */
export type JsonObject = Record<string, unknown>;

/** Parses JSON; an integer too large for a double becomes a bigint instead of another number. */
export function parseJson(text: string): unknown {
  return parse(text, null, (digits) =>
    /^-?\d+$/.test(digits) && !isSafeNumber(digits) ? BigInt(digits) : Number(digits),
  );
}

/** Writes JSON; a bigint becomes a number with exactly its digits. */
export function renderJson(value: unknown, space?: number): string {
  return stringify(value, null, space) ?? "null";
}

/** An id as the wire carries it: a number, whatever its size. */
export function wireId(id: string): bigint {
  return BigInt(id);
}

/** Whether a value is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const idKey = /^id$|Ids?$|^visibleToAccounts$/;

/** The same value with every id, and every integer beyond 2^53, as a decimal string, so that they can be compared. */
export function idsAsStrings(value: unknown, key = ""): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return idKey.test(key) ? String(value) : value;
  if (Array.isArray(value)) return value.map((item) => idsAsStrings(item, key));
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, idsAsStrings(item, name)]));
  }
  return value;
}

/** Makes an app read and write JSON without rounding. An empty body is undefined. */
export function useJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    const text = body.toString();
    try {
      done(null, text.trim() === "" ? undefined : parseJson(text));
    } catch {
      done(Object.assign(new Error("The body is not valid JSON."), { statusCode: 400 }));
    }
  });
  app.setReplySerializer((payload) => renderJson(payload));
}
