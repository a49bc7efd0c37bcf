import { z } from "zod";
import { hardwareIdsIn, type MetadataShape } from "../../api/endpoints/driver-metadata";
import type { HardwareId } from "../../api/endpoints/shipping-labels";
import { type Canonicalizer, ignoringCase, inAnyOrder, strict } from "../core/equality";
import { chosenBy, text } from "../core/schema";
import { object, required, whole } from "../core/shape";
import { matchesWildcard } from "./wildcard";

/** Patterns that a combination has to match, all of them, by its own properties. */
export type Selection = Readonly<Partial<Record<(typeof selectable)[number], string | readonly string[]>>>;

const selectable = ["infId", "operatingSystemCode", "pnpString"] as const;

const metadataExpected = 'what getDriverMetadata gives, or "submission"';
const byName = <T extends z.ZodType>(value: T) => z.record(z.string(), value, metadataExpected);
const loose = <T extends z.ZodRawShape>(shape: T) => z.looseObject(shape, metadataExpected);

/** As much of a metadata file as the selection reads. */
const combinations: z.ZodType<MetadataShape> = loose({
  BundleInfoMap: byName(loose({ InfInfoMap: byName(loose({ OSPnPInfoMap: byName(byName(z.unknown())) })) })),
});

const pattern = text("a pattern such as *.inf, in which * stands for anything");
const patterns = z.union([pattern, z.array(pattern).min(1)], "a pattern such as *.inf, or a list of them");

/** Whether this is a metadata file, as far as the selection reads it. */
export function isMetadata(value: unknown): value is MetadataShape {
  return combinations.safeParse(value).success;
}

const samePatterns: Canonicalizer = (value) =>
  inAnyOrder(ignoringCase)(typeof value === "string" ? [value] : value);

const metadata = whole(
  chosenBy((value) =>
    typeof value === "object" ? combinations : z.literal("submission", metadataExpected),
  ) as z.ZodType<MetadataShape | "submission">,
  strict,
);
const choice = whole(patterns, samePatterns);

/** Hardware ids chosen from a metadata file. */
export const hardwareIdsFrom = object(
  {
    metadata: required(metadata),
    select: object(
      { infId: choice, operatingSystemCode: choice, pnpString: choice },
      `patterns for ${selectable.join(", ")}`,
    ),
  },
  "{ metadata, select }",
);

/** The combinations of a metadata file that match, in the same order whatever the order of the file. */
export function selectedFrom(metadata: MetadataShape, select: Selection = {}): HardwareId[] {
  const matches = (id: HardwareId) =>
    selectable.every((name) => {
      const wanted = select[name];
      return (
        wanted === undefined ||
        [wanted].flat().some((pattern) => matchesWildcard(pattern as string, id[name]))
      );
    });
  return eachOnce(hardwareIdsIn(metadata).filter(matches).map(withLowerPnp)).sort((one, other) =>
    hardwareIdKey(one) < hardwareIdKey(other) ? -1 : 1,
  );
}

/** As the service's own team recommends to send it. */
export function withLowerPnp(id: HardwareId): HardwareId {
  return { ...id, pnpString: id.pnpString.toLowerCase() };
}

/** One of two spellings of the same combination. */
export function eachOnce(ids: readonly HardwareId[]): HardwareId[] {
  return [...new Map(ids.map((id) => [hardwareIdKey(id), id])).values()];
}

/** What tells one combination from another. Case does not. */
export function hardwareIdKey(id: HardwareId): string {
  return [id.bundleId, id.infId, id.operatingSystemCode, id.pnpString].join("\n").toLowerCase();
}

/** What was there to choose from, for the message when a selection matches nothing. */
export function describeChoices(metadata: MetadataShape): string {
  const all = hardwareIdsIn(metadata);
  const some = (name: (typeof selectable)[number]) => {
    const values = [...new Set(all.map((id) => id[name]))];
    return `${name} ${values.slice(0, 5).join(", ")}${values.length > 5 ? ", …" : ""}`;
  };
  return all.length === 0
    ? "the metadata holds no combination"
    : `the metadata has ${selectable.map(some).join("; ")}`;
}
