import { ignoringCase } from "../core/equality";
import type { Fault, Values } from "../core/lifecycle";
import { type Rule, rule, rulesOf } from "../core/rules";
import { describeChoices, selectedFrom } from "./hardware-id-selection";
import { isAutomatic } from "./publishing-specifications";
import { type KnownLabel, shapes } from "./schema";
import { ranges, sameRelease, windowsReleases } from "./targeting";

type LabelRule = Rule<KnownLabel>;
type Known = NonNullable<KnownLabel["targeting"]>;

const specifications = ["publishingSpecifications", "recipientSpecifications"] as const;

/** Which specifications a label needs for its destination, and which mean nothing beside them. */
function specificationsFor(destination: unknown) {
  const [publishing, recipient] = specifications;
  switch (ignoringCase(destination)) {
    case "windowsupdate":
      return { needed: publishing, idle: recipient };
    case "anotherpartner":
      return { needed: recipient, idle: publishing };
    default:
      return {};
  }
}

/** The specifications of the other destination: Microsoft's own client sends them along. */
export function idleSpecifications(values: Values): string[] {
  const { idle } = specificationsFor(values.destination);
  return idle === undefined || (values[idle] ?? undefined) === undefined ? [] : [idle];
}

const destinationRules: LabelRule[] = [
  rule([], (label) => {
    const { needed } = specificationsFor(label.destination);
    if (needed === undefined || label[needed] !== undefined) return [];
    return [{ path: [needed], expected: `an object, because destination is ${label.destination}` }];
  }),
  rule([], ({ destination, targeting }, { exists, isGiven }) => {
    if (specificationsFor(destination).needed !== "publishingSpecifications") return [];
    const because = `because destination is ${destination}`;
    if (targeting === undefined) return [{ path: ["targeting"], expected: `what to target, ${because}` }];
    // One that exists can lose all its hardware ids, which is how it expires.
    if (exists || targeting.hardwareIds?.length || isGiven("targeting.hardwareIdsFrom")) return [];
    return [fault(["hardwareIds"], `at least one hardware id, or hardwareIdsFrom, ${because}`)];
  }),
];

const installationRules: LabelRule[] = [
  rule([], ({ publishingSpecifications: publishing }) => {
    const isMissing = publishing?.additionalInfoForMsApproval === undefined;
    if (publishing === undefined || isAutomatic(publishing) !== true || !isMissing) return [];
    const expected = "what Microsoft has to know, because an automatic installation is true";
    return [{ path: ["publishingSpecifications", "additionalInfoForMsApproval"], expected }];
  }),
  rule(
    [
      "publishingSpecifications.isAutoInstallDuringOSUpgrade",
      "publishingSpecifications.isAutoInstallOnApplicableSystems",
    ],
    ({ publishingSpecifications: publishing }) => {
      if (publishing?.manualAcquisition !== false || isAutomatic(publishing) !== false) return [];
      const expected = "true, or nothing, because neither automatic installation is true";
      return [{ path: ["publishingSpecifications", "manualAcquisition"], expected }];
    },
  ),
];

const hardwareIdRules: LabelRule[] = [
  rule([], (_, { isGiven }) =>
    isGiven("targeting.hardwareIds") && isGiven("targeting.hardwareIdsFrom")
      ? [fault(["hardwareIdsFrom"], "either hardwareIds or hardwareIdsFrom, not both")]
      : [],
  ),
  rule(["targeting.hardwareIdsFrom"], ({ targeting }, { isGiven }) => {
    const { metadata = "submission", select } = targeting?.hardwareIdsFrom ?? {};
    if (metadata === "submission" || isGiven("targeting.hardwareIds")) return [];
    if (selectedFrom(metadata, select).length > 0) return [];
    const expected = `patterns that match something (${describeChoices(metadata)})`;
    return [fault(["hardwareIdsFrom", "select"], expected)];
  }),
  rule([], ({ targeting: { hardwareIds = [], chids = [] } = {} }) => [
    ...repetitions(hardwareIds.map(idKey)).map((at) => fault(["hardwareIds", at], "each hardware id once")),
    ...repetitions(chids.map((it) => it?.chid?.toLowerCase())).map((at) =>
      fault(["chids", at], "each CHID once"),
    ),
    ...(chids.length > 0 && hardwareIds.some(isForOlderWindows)
      ? [fault(["chids"], "no CHIDs, because a hardware id is for a Windows before 10")]
      : []),
  ]),
];

const rangeRules: LabelRule[] = [
  rule([], (_, { isGiven }) => {
    // An open range, without any end, is as good as none.
    const [one, other] = Object.entries(ranges)
      .filter(([name, ends]) => ends.some((end) => isGiven(`targeting.${name}.${end}`)))
      .map(([name]) => name);
    return other === undefined ? [] : [fault([other], `either ${one} or ${other}, not both`)];
  }),
  rule([], ({ targeting = {} }) =>
    Object.entries(ranges).flatMap(([name, [from, to]]) => {
      const range: Readonly<Record<string, string | number>> = targeting[name as keyof typeof ranges] ?? {};
      const [least, most] = [rank(range[from]), rank(range[to])];
      const isUpsideDown = least !== undefined && most !== undefined && most < least;
      return isUpsideDown ? [fault([name, to], `no less than the ${from} (${range[from]})`)] : [];
    }),
  ),
];

/** What the properties of a label demand of each other. */
export const labelRules = rulesOf(shapes, [
  ...destinationRules,
  ...installationRules,
  ...hardwareIdRules,
  ...rangeRules,
]);

function fault(path: Fault["path"], expected: string): Fault {
  return { path: ["targeting", ...path], expected };
}

/** Two spellings are one hardware id, which goes out once; the very same twice is a slip. */
function idKey(id: NonNullable<Known["hardwareIds"]>[number]): string | undefined {
  const parts = [id?.bundleId, id?.infId, id?.operatingSystemCode, id?.pnpString];
  return parts.includes(undefined) ? undefined : parts.join("\n");
}

/** The places of what was there before. */
function repetitions(keys: readonly (string | undefined)[]): number[] {
  return keys.flatMap((key, index) => (key !== undefined && keys.indexOf(key) < index ? [index] : []));
}

function isForOlderWindows(id: NonNullable<Known["hardwareIds"]>[number]): boolean {
  // WINDOWS_v63 is 8.1, WINDOWS_v100 is 10.
  return id?.operatingSystemCode !== undefined && !/^windows_v\d{3}/i.test(id.operatingSystemCode);
}

/** Undefined for a release that this version does not know. */
function rank(end: string | number | undefined): number | undefined {
  if (typeof end !== "string") return end;
  const at = windowsReleases.indexOf(String(sameRelease(end)).toUpperCase());
  return at === -1 ? undefined : at;
}
