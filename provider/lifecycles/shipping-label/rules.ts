import { asNumber } from "../core/equality";
import type { Fault, Values } from "../core/lifecycle";
import { choiceIn, isMetadata, selectedFrom } from "./hardware-id-selection";
import { isAutomatic } from "./publishing-specifications";
import { ranges, sameRelease, windowsReleases } from "./targeting";

/** What the properties of a label demand of each other; `olds` are those of before, where there is a label. */
export function shippingLabelFaults(values: Values, olds?: Values): Fault[] {
  return [
    ...destinationFaults(values, olds !== undefined),
    ...installationFaults(asObject(values.publishingSpecifications)),
    ...targetingFaults(asObject(values.targeting)),
  ];
}

function asObject(value: unknown): Values | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Values) : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

const byDestination = new Map<string, readonly [needed: string, idle: string]>([
  ["windowsupdate", ["publishingSpecifications", "recipientSpecifications"]],
  ["anotherpartner", ["recipientSpecifications", "publishingSpecifications"]],
]);

function pairOf({ destination }: Values) {
  return typeof destination === "string" ? byDestination.get(destination.toLowerCase()) : undefined;
}

/** The specifications of the other destination: Microsoft's own client sends them along. */
export function idleSpecifications(values: Values): string[] {
  const [, idle] = pairOf(values) ?? [];
  return idle === undefined || isMissing(values[idle]) ? [] : [idle];
}

function destinationFaults(values: Values, exists: boolean): Fault[] {
  const [needed] = pairOf(values) ?? [];
  if (needed === undefined) return [];
  const because = `because destination is ${values.destination}`;
  return [
    ...(isMissing(values[needed]) ? [{ path: [needed], expected: `an object, ${because}` }] : []),
    ...(needed === "publishingSpecifications" ? noTargetFaults(values.targeting, because, exists) : []),
  ];
}

function noTargetFaults(targeting: unknown, because: string, exists: boolean): Fault[] {
  if (isMissing(targeting)) return [{ path: ["targeting"], expected: `what to target, ${because}` }];
  // One that exists can lose all its hardware ids, which is how it expires.
  if (exists) return [];
  const { hardwareIds, hardwareIdsFrom } = asObject(targeting) ?? { hardwareIds: targeting };
  const isEmpty = isMissing(hardwareIds) || (Array.isArray(hardwareIds) && hardwareIds.length === 0);
  if (!isEmpty || !isMissing(hardwareIdsFrom)) return [];
  return [
    {
      path: ["targeting", "hardwareIds"],
      expected: `at least one hardware id, or hardwareIdsFrom, ${because}`,
    },
  ];
}

function installationFaults(specifications: Values | undefined): Fault[] {
  if (specifications === undefined) return [];
  const automatic = isAutomatic(specifications);
  if (automatic === undefined) return [];
  const { manualAcquisition, additionalInfoForMsApproval } = specifications;
  const at = (name: string) => ["publishingSpecifications", name];
  if (automatic) {
    const expected = "what Microsoft has to know, because an automatic installation is true";
    return isMissing(additionalInfoForMsApproval)
      ? [{ path: at("additionalInfoForMsApproval"), expected }]
      : [];
  }
  const expected = "true, or nothing, because neither automatic installation is true";
  return manualAcquisition === false ? [{ path: at("manualAcquisition"), expected }] : [];
}

function targetingFaults(targeting: Values | undefined): Fault[] {
  if (targeting === undefined) return [];
  const ids = asList(targeting.hardwareIds);
  const chids = asList(targeting.chids);
  return [
    ...sourceFaults(targeting),
    ...repetitions(ids, idKey).map((index) => fault(["hardwareIds", index], "each hardware id once")),
    ...repetitions(chids, chidKey).map((index) => fault(["chids", index], "each CHID once")),
    ...(chids.length > 0 && ids.some(isForOlderWindows)
      ? [fault(["chids"], "no CHIDs, because a hardware id is for a Windows before 10")]
      : []),
    ...rangeFaults(targeting),
  ];
}

function fault(path: Fault["path"], expected: string): Fault {
  return { path: ["targeting", ...path], expected };
}

function sourceFaults({ hardwareIds, hardwareIdsFrom }: Values): Fault[] {
  if (isMissing(hardwareIdsFrom)) return [];
  if (!isMissing(hardwareIds))
    return [fault(["hardwareIdsFrom"], "either hardwareIds or hardwareIdsFrom, not both")];
  const { metadata, select } = asObject(hardwareIdsFrom) ?? {};
  const patterns = Object.values(asObject(select) ?? {}).flat();
  if (!isMetadata(metadata) || patterns.some((pattern) => typeof pattern !== "string")) return [];
  if (!isMissing(select) && asObject(select) === undefined) return [];
  if (selectedFrom(metadata, asObject(select) ?? {}).length > 0) return [];
  return [fault(["hardwareIdsFrom", "select"], `patterns that match something (${choiceIn(metadata)})`)];
}

const idParts = ["bundleId", "infId", "operatingSystemCode", "pnpString"] as const;

/** Two spellings are one hardware id, which goes out once; the very same twice is a slip. */
function idKey(value: unknown): string | undefined {
  const id = asObject(value) ?? {};
  const isWhole = idParts.every((name) => typeof id[name] === "string");
  return isWhole ? idParts.map((name) => id[name]).join("\n") : undefined;
}

function chidKey(value: unknown): string | undefined {
  const chid = asObject(value)?.chid;
  return typeof chid === "string" ? chid.toLowerCase() : undefined;
}

/** The places of what stood there before. */
function repetitions(list: readonly unknown[], keyOf: (item: unknown) => string | undefined): number[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated ? [index] : [];
  });
}

function isForOlderWindows(id: unknown): boolean {
  const code = asObject(id)?.operatingSystemCode;
  // WINDOWS_v63 is 8.1, WINDOWS_v100 is 10.
  return typeof code === "string" && !/^windows_v\d{3}/i.test(code);
}

function rangeFaults(targeting: Values): Fault[] {
  const [one, other] = Object.keys(ranges) as (keyof typeof ranges)[];
  const both = one && other && hasEnd(targeting, one) && hasEnd(targeting, other);
  return [
    ...(both ? [fault([other], `either ${one} or ${other}, not both`)] : []),
    ...Object.entries(ranges).flatMap(([name, [from, to]]) => {
      const range = asObject(targeting[name]);
      if (range === undefined) return [];
      const [least, most] = [rank(range[from]), rank(range[to])];
      const isUpsideDown = least !== undefined && most !== undefined && most < least;
      return isUpsideDown ? [fault([name, to], `no less than the ${from}, ${String(range[from])}`)] : [];
    }),
  ];
}

/** An open range, without any end, is as good as none. */
function hasEnd(targeting: Values, name: keyof typeof ranges): boolean {
  const range = targeting[name];
  const ends = asObject(range);
  return ends === undefined
    ? !isMissing(range)
    : ranges[name].some((end) => !isMissing(ends[end]) && ends[end] !== "");
}

/** Undefined for a release that nobody has heard of yet. */
function rank(end: unknown): number | undefined {
  const build = asNumber(end);
  if (typeof build === "number") return build;
  const name = sameRelease(end);
  const at = typeof name === "string" ? windowsReleases.indexOf(name.toUpperCase()) : -1;
  return at === -1 ? undefined : at;
}
