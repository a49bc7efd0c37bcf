import type { HardwareId } from "pulumi-devcenter/internal/dev-center";
import { hardwareIdKey, type Selection, selectedFrom } from "pulumi-devcenter/internal/lifecycles";

type Metadata = Parameters<typeof selectedFrom>[0];

/** More hardware ids than these are not written out one by one. */
export const mostWrittenOut = 12;

/**
 * The smallest selection that gives exactly these hardware ids, proved by making it; undefined where none of those that a
 * person would write does: all, by INF, by operating system, by both, and by how the hardware ids begin.
 */
export function selectionOf(ids: readonly HardwareId[], metadata: Metadata): Selection | undefined {
  const wanted = new Set(ids.map(hardwareIdKey));
  return candidates(ids).find((select) => {
    const given = selectedFrom(metadata, select);
    return given.length === wanted.size && given.every((id) => wanted.has(hardwareIdKey(id)));
  });
}

function candidates(ids: readonly HardwareId[]): Selection[] {
  const infId = oneOrList(distinct(ids, "infId"));
  const operatingSystemCode = oneOrList(distinct(ids, "operatingSystemCode"));
  const pnpString = `${commonStart(ids.map((id) => id.pnpString.toLowerCase()))}*`;
  return [
    {},
    { infId },
    { operatingSystemCode },
    { pnpString },
    { infId, operatingSystemCode },
    { infId, pnpString },
    { operatingSystemCode, pnpString },
    { infId, operatingSystemCode, pnpString },
  ].filter((select) => Object.values(select).every(isPlain));
}

/** An id that contains a wildcard would select more than itself. */
function isPlain(patterns: string | readonly string[]): boolean {
  return [patterns].flat().every((pattern) => !pattern.slice(0, -1).includes("*") && !pattern.includes("?"));
}

function distinct(ids: readonly HardwareId[], name: "infId" | "operatingSystemCode"): string[] {
  return [...new Map(ids.map((id) => [id[name].toLowerCase(), id[name]])).values()].sort();
}

function oneOrList(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}

function commonStart(texts: readonly string[]): string {
  const [first = "", ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
