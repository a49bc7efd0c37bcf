import { join } from "node:path";
import type { DriverMetadata } from "devcenter-emulator";
import fc from "fast-check";
import { type Declaration, idOf, type Program } from "../../../harness/engine-simulator";

const packages = ["1.0", "1.1"].map((version) =>
  join(__dirname, "..", "..", "..", "examples", "driver-release", "packages", `contoso-nic-${version}.hlkx`),
);

const count = 3;
const few = fc.nat(1);
const index = fc.nat(count - 1);

function some<T>(entry: fc.Arbitrary<T>): fc.Arbitrary<(readonly [number, T])[]> {
  return fc.uniqueArray(fc.tuple(index, entry), { maxLength: count, selector: ([key]) => key });
}

const onDelete = fc.constantFrom("cancel", "expire", "keep");
const release = fc.record({
  firmware: few,
  marketing: few,
  announced: few,
  submission: fc.option(
    fc.record({
      name: few,
      version: fc.option(few),
      commit: fc.boolean(),
      label: fc.option(fc.nat(6)),
      onDelete,
      /** Where it may wait: for the submission, for the label, for its metadata. */
      waits: fc.record({ submission: fc.nat(2), label: fc.boolean(), metadata: fc.boolean() }),
    }),
  ),
});
const schedule = fc.record({ recurrence: few, paused: fc.boolean(), callback: few });
const report = fc.record({ limit: few, columns: few, schedule: fc.option(schedule) });

const account = fc.record({ releases: some(release), reports: some(report) });

/**
 * A program and an edit of it, with everything that can be announced: packages, commits, labels for both destinations,
 * schedules. Dev Center grants every request of theirs.
 *
 * @param waits whether they wait for what Dev Center does
 */
export function programPairs(waits: boolean): fc.Arbitrary<readonly Program[]> {
  return fc
    .tuple(account, account)
    .map(([first, second]) => [
      programOf(first, waits),
      programOf({ ...second, releases: granted(first, second) }, waits),
    ]);
}

type Account = ValueOf<typeof account>;

function programOf({ releases, reports }: Account, waits: boolean): Program {
  return [
    ...reports.flatMap(([key, value]) => reportOf(key, value)),
    ...releases.flatMap(([key, value]) => releaseOf(key, value, waits)),
  ];
}

/** A product without a submission cannot be edited, and its date only until it is signed. */
function granted(first: Account, second: Account): Account["releases"] {
  return second.releases.map(([key, value]) => {
    const [, before] = first.releases.find(([other]) => other === key) ?? [];
    if (before === undefined || before.firmware !== value.firmware) return [key, value];
    const { announced } = before;
    const marketing = before.submission === null ? before.marketing : value.marketing;
    // A package that is committed stays declared.
    const isCommitted = before.submission?.commit === true && before.submission.version !== null;
    const submission = value.submission && {
      ...value.submission,
      ...(isCommitted ? { version: 0, commit: true } : {}),
    };
    return [key, { ...value, announced, marketing, submission }];
  });
}

type ValueOf<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

function reportOf(key: number, { limit, columns, schedule: runs }: ValueOf<typeof report>): Declaration[] {
  const template = {
    view: "IHVDriver",
    projection: ["DriverName", ...(columns === 1 ? ["DeviceId"] : [])],
    dateRange: { reportPeriod: "Last7Days" },
    limit: 10 + limit,
  };
  const declared: Declaration[] = [{ name: `template-${key}`, kind: "ReportTemplate", inputs: template }];
  if (runs === null) return declared;
  const inputs = {
    templateId: idOf(`template-${key}`),
    startTime: "2026-04-01T00:00:00Z",
    recurrenceInterval: 24,
    recurrence: 7 + runs.recurrence,
    callbackUrl: `https://example.com/${key}/${runs.callback}`,
    paused: runs.paused,
  };
  return [...declared, { name: `schedule-${key}`, kind: "ReportSchedule", inputs }];
}

function releaseOf(key: number, value: ValueOf<typeof release>, waits: boolean): Declaration[] {
  const { firmware, marketing, announced, submission } = value;
  const product = {
    productName: `Volcano ${key}`,
    testHarness: "hlk",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    firmwareVersion: String(firmware),
    marketingNames: [`Pro ${marketing}`],
    ...(announced === 1 && { announcementDate: "2026-12-01T00:00:00Z" }),
  };
  const declared: Declaration[] = [
    { name: `product-${key}`, kind: "Product", inputs: product, deleteBeforeReplace: firmware === 0 },
  ];
  return submission === null ? declared : [...declared, ...submissionOf(key, firmware, submission, waits)];
}

type Submission = NonNullable<ValueOf<typeof release>["submission"]>;

function submissionOf(
  key: number,
  firmware: number,
  { name, version, commit, waits, ...rest }: Submission,
  isWaiting: boolean,
): Declaration[] {
  // A committed package can never be another one: with the product goes its package.
  const file = version === null ? undefined : packages[firmware];
  const waitFor = isWaiting ? ["none", "committed", "signed"][waits.submission] : "none";
  const inputs = {
    productId: idOf(`product-${key}`),
    name: `version ${name}`,
    type: "initial",
    ...(file !== undefined && { package: file, commit, waitFor }),
  };
  const declared: Declaration = { name: `submission-${key}`, kind: "Submission", inputs };
  if (file === undefined || !commit) return [declared];
  const label =
    rest.label === null ? [] : [labelOf(key, rest.label, rest.onDelete, isWaiting && waits.label)];
  const metadata: Declaration = { name: `metadata-${key}`, kind: "PublisherMetadata", inputs: idsOf(key) };
  // It comes a minute after the signature: where that was waited for, chance decides whether it has to be asked for.
  const asksForMetadata = isWaiting && waits.metadata && waitFor !== "signed";
  return [declared, ...(asksForMetadata ? [metadata] : label)];
}

function idsOf(key: number) {
  return { productId: idOf(`submission-${key}`, 0), submissionId: idOf(`submission-${key}`, 1) };
}

/** @param variant 0 and 1 share with a partner, the others publish, to different hardware ids; 6 selects them */
function labelOf(key: number, variant: number, onDelete: string, isWaiting: boolean): Declaration {
  const common = {
    ...idsOf(key),
    name: "first wave",
    onDelete,
    ...(isWaiting && { waitFor: "published" }),
  };
  const target =
    variant === 6
      ? { hardwareIdsFrom: { metadata: "submission", select: { pnpString: "*" } } }
      : { hardwareIds: [hardwareId(variant % 2)] };
  const inputs =
    variant < 2
      ? {
          ...common,
          destination: "anotherPartner",
          recipientSpecifications: { receiverPublisherId: `2769111${variant}` },
        }
      : {
          ...common,
          destination: "windowsUpdate",
          publishingSpecifications: { isDisclosureRestricted: variant === 5 },
          targeting: { ...target, restrictedToAudiences: [] },
        };
  return { name: `label-${key}`, kind: "ShippingLabel", inputs };
}

const [bundleId, infId, code] = ["3aba7558-10ca-42db-b1d1-57af5718aea3", "foo.inf", "WINDOWS_v100_RS3_FULL"];
const deviceOf = (device: number) => `pci\\ven_8086&dev_${device}`;

function hardwareId(device: number) {
  return { bundleId, infId, operatingSystemCode: code, pnpString: deviceOf(device) };
}

/** Driver metadata that holds the hardware ids of these programs. */
export const metadata = {
  BundleInfoMap: {
    [bundleId]: {
      Locales: [],
      InfInfoMap: {
        [infId]: { OSPnPInfoMap: { [code]: { [deviceOf(0)]: {}, [deviceOf(1)]: {} } } },
      },
    },
  },
} as unknown as DriverMetadata;
