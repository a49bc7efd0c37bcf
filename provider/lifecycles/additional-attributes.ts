import type { z } from "zod";
import type { Fault, Values } from "./lifecycle";
import { exactly, fields } from "./sameness";
import { flag, object, text, wholeNumber } from "./schema";

const multipathing = {
  usedProprietary: flag().optional(),
  proprietaryName: text().optional(),
  proprietaryVersion: text().optional(),
  usedMicrosoft: flag().optional(),
  microsoftName: text().optional(),
  microsoftVersion: text().optional(),
};

const storageController = {
  biosVersion: text().optional(),
  firmwareVersion: text().optional(),
  driverVersion: text().optional(),
  driverName: text().optional(),
  deviceVersion: text().optional(),
  chipsetName: text().optional(),
  ...multipathing,
  usedBootSupport: flag().optional(),
  usedBetterBoot: flag().optional(),
  uefiVersion: text().optional(),
  acpiVersion: text().optional(),
  supportsSector4K512E: flag().optional(),
  supportsSector4K4K: flag().optional(),
  supportsDifferential: flag().optional(),
};

const raidController = {
  firmwareVersion: text().optional(),
  filterVersion: text().optional(),
  driverVersion: text().optional(),
  ...multipathing,
  isThirdPartyNeeded: flag().optional(),
  isSES: flag().optional(),
  isSAFTE: flag().optional(),
  additionalInfo: text().optional(),
};

const svvp = {
  productVersion: text().optional(),
  supportLink: text().optional(),
  guestOs: text().optional(),
  processorArchitecture: text().optional(),
  maxProcessors: wholeNumber(1, "processors").optional(),
  maxMemory: wholeNumber(1, "GB").optional(),
};

const kinds = { storageController, raidController, svvp };
const expectedKinds = "one of { storageController }, { raidController }, { svvp }";

export const additionalAttributesSchema: z.ZodType = object(
  {
    storageController: object(storageController, "the attributes of a storage controller").optional(),
    raidController: object(raidController, "the attributes of a RAID controller").optional(),
    svvp: object(svvp, "the attributes of a virtualization product").optional(),
  },
  expectedKinds,
);

/** The service answers attributes that were not set with false, an empty text or null. */
export const sameAdditionalAttributes = fields(
  Object.fromEntries(
    Object.entries(kinds).map(([kind, shape]) => [
      kind,
      fields(Object.fromEntries(Object.keys(shape).map((name) => [name, unsetIfEmpty]))),
    ]),
  ),
);

function unsetIfEmpty(value: unknown): unknown {
  return value === false || value === "" ? undefined : exactly(value);
}

/** Saying yes to the first makes the others mandatory. */
const demands: Readonly<Record<string, readonly string[]>> = {
  usedProprietary: ["proprietaryName", "proprietaryVersion"],
  usedMicrosoft: ["microsoftName", "microsoftVersion"],
  usedBetterBoot: ["uefiVersion", "acpiVersion"],
};

export function additionalAttributeFaults(value: unknown): Fault[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  const tooMany =
    present.length > 1 ? [{ path: ["additionalAttributes"], expected: `only ${expectedKinds}` }] : [];
  return [...tooMany, ...present.flatMap(([kind, inner]) => demandFaults(kind, inner))];
}

function demandFaults(kind: string, inner: unknown): Fault[] {
  if (inner === null || typeof inner !== "object") return [];
  const values = inner as Values;
  return Object.entries(demands)
    .filter(([condition]) => values[condition] === true)
    .flatMap(([condition, names]) =>
      names
        .filter((name) => values[name] === undefined || values[name] === null)
        .map((name) => ({
          path: ["additionalAttributes", kind, name],
          expected: `a text, because ${condition} is true`,
        })),
    );
}
