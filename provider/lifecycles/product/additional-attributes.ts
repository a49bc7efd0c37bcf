import type { Fault, Values } from "../core/lifecycle";
import type { Judged } from "../core/rules";
import { flag, object, text, wholeNumber } from "../core/shape";

const multipathing = {
  usedProprietary: flag(),
  proprietaryName: text(),
  proprietaryVersion: text(),
  usedMicrosoft: flag(),
  microsoftName: text(),
  microsoftVersion: text(),
};

const storageController = {
  biosVersion: text(),
  firmwareVersion: text(),
  driverVersion: text(),
  driverName: text(),
  deviceVersion: text(),
  chipsetName: text(),
  ...multipathing,
  usedBootSupport: flag(),
  usedBetterBoot: flag(),
  uefiVersion: text(),
  acpiVersion: text(),
  supportsSector4K512E: flag(),
  supportsSector4K4K: flag(),
  supportsDifferential: flag(),
};

const raidController = {
  firmwareVersion: text(),
  filterVersion: text(),
  driverVersion: text(),
  ...multipathing,
  isThirdPartyNeeded: flag(),
  isSES: flag(),
  isSAFTE: flag(),
  additionalInfo: text(),
};

const svvp = {
  productVersion: text(),
  supportLink: text(),
  guestOs: text(),
  processorArchitecture: text(),
  maxProcessors: wholeNumber(1, "processors", 0),
  maxMemory: wholeNumber(1, "GB", 0),
};

const noKinds = { storageController: undefined, raidController: undefined, svvp: undefined };
const expectedKinds = "one of { storageController }, { raidController }, { svvp }";

export const additionalAttributes = object(
  {
    storageController: object(storageController, "the attributes of a storage controller"),
    raidController: object(raidController, "the attributes of a RAID controller"),
    svvp: object(svvp, "the attributes of a virtualization product"),
  },
  expectedKinds,
);

type Known = NonNullable<ReturnType<typeof additionalAttributes.known>>;

/** Saying yes to the first makes the others mandatory. */
const demands: Readonly<Record<string, readonly string[]>> = {
  usedProprietary: ["proprietaryName", "proprietaryVersion"],
  usedMicrosoft: ["microsoftName", "microsoftVersion"],
  usedBetterBoot: ["uefiVersion", "acpiVersion"],
};

/** What the attributes of a product demand of each other. */
export function additionalAttributeFaults(known: Known = {}, isGiven: Judged["isGiven"]): Fault[] {
  // A kind in which nothing stands but what the service writes out by itself is none.
  const isPresent = ([kind, inner]: [string, Values | undefined]) =>
    inner === undefined
      ? isGiven(`additionalAttributes.${kind}`)
      : additionalAttributes.same({ [kind]: inner }) !== undefined;
  const present = Object.entries({ ...noKinds, ...known }).filter(isPresent);
  const tooMany =
    present.length > 1 ? [{ path: ["additionalAttributes"], expected: `only ${expectedKinds}` }] : [];
  return [...tooMany, ...present.flatMap(([kind, inner = {}]) => demandFaults(kind, inner))];
}

function demandFaults(kind: string, inner: Values): Fault[] {
  return Object.entries(demands)
    .filter(([condition]) => inner[condition] === true)
    .flatMap(([condition, names]) =>
      names
        .filter((name) => inner[name] === undefined)
        .map((name) => ({
          path: ["additionalAttributes", kind, name],
          expected: `a text, because ${condition} is true`,
        })),
    );
}
