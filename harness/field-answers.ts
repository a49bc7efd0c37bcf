import type { Kind } from "./sample-inputs";

type Wire = Record<string, unknown>;

/** Picks one of these, at random. */
export type Pick = <T>(...options: readonly T[]) => T;

export const IDS: Readonly<Record<Kind, string>> = {
  ReportTemplate: "15",
  ReportSchedule: "1",
  Product: "14631253285588838",
  Submission: "14631253285588838/1152921504621465124",
  ShippingLabel: "14631253285588838/1152921504621465124/1152921504606978422",
  PublisherMetadata: "14631253285588838/1152921504621465124",
};

const storageController =
  "biosVersion firmwareVersion driverVersion driverName deviceVersion chipsetName usedProprietary proprietaryName proprietaryVersion usedMicrosoft usedBootSupport usedBetterBoot uefiVersion supportsSector4K512E supportsSector4K4K supportsDifferential";
const svvp = "productVersion supportLink guestOs processorArchitecture maxProcessors maxMemory";
const information =
  "microsoftContact validationsPerformed affectedOems isRebootRequired isCoEngineered isForUnreleasedHardware hasUiSoftware businessJustification";

/**
 * Writes an object that is what a program declares as the service might: with defaults that nobody declared, null for
 * empty, properties that nobody knows, enumerations in another case, lists in another order, digits as texts.
 */
export function fieldAnswer(kind: Kind, inputs: Wire, pick: Pick): Wire {
  const write = writer(pick);
  const { ReportTemplate, ReportSchedule, Product, Submission, ShippingLabel } = write;
  const writers = {
    ReportTemplate,
    ReportSchedule,
    Product,
    Submission,
    ShippingLabel,
    PublisherMetadata: Submission,
  };
  return writers[kind](inputs);
}

function writer(pick: Pick) {
  const isThere = (value: unknown) => value !== undefined && value !== null && value !== "";
  /** What is declared, or one of the ways to write that nothing is. */
  const or = (value: unknown, written: (value: never) => unknown, ...nothing: unknown[]) =>
    isThere(value) ? written(value as never) : pick<unknown>(undefined, null, ...nothing);
  const asIs = (value: unknown) => value;
  const anyCase = (text: string) =>
    pick(text, text.toUpperCase(), text.toLowerCase(), text.charAt(0).toUpperCase() + text.slice(1));
  const anyOrder = (list: readonly unknown[]) => pick([...list], [...list].reverse());
  const orNull = (list: readonly unknown[]) => (list.length === 0 ? pick<unknown>([], null) : list);
  const digits = (value: unknown) => pick<unknown>(value, String(value));
  const moment = (text: string) => {
    const iso = new Date(text).toISOString();
    return pick(iso, iso.replace("Z", "+00:00"), iso.replace(".000Z", "Z"), iso.replace(".000Z", ""));
  };
  const stranger = (value: Wire): Wire =>
    pick(
      value,
      { ...value, addedLater: pick<unknown>(null, 0, "x", [1], { a: true }) },
      { addedLater: "", ...value },
    );
  const filled = (names: string, value: Wire | undefined): Wire => {
    const rest = names.split(" ").filter((name) => !isThere(value?.[name]));
    const nothing = (name: string) => {
      if (name === "affectedOems") return pick<unknown>(undefined, null, []);
      if (/^(is|used|has|supports[SD]|publishTo)/.test(name)) return pick<unknown>(undefined, null, false);
      return pick<unknown>(undefined, null, name.startsWith("max") ? 0 : "");
    };
    return stranger({ ...value, ...Object.fromEntries(rest.map((name) => [name, nothing(name)])) });
  };

  function Product(inputs: Wire): Wire {
    const types = inputs.selectedProductTypes as Wire | undefined;
    const signatures = inputs.requestedSignatures as string[];
    const attributes = (inputs.additionalAttributes ?? {}) as Record<string, Wire | undefined>;
    return stranger({
      id: IDS.Product,
      sharedProductId: pick<unknown>(null, "1152921504607010608"),
      isCommitted: pick<unknown>(false, null),
      productName: inputs.productName,
      testHarness: anyCase(inputs.testHarness as string),
      // What a program leaves empty, the service may fill in.
      requestedSignatures:
        signatures.length > 0
          ? anyOrder(signatures.map(anyCase))
          : pick<unknown>([], null, ["WINDOWS_v100_X64_GE_FULL"]),
      selectedProductTypes:
        Object.keys(types ?? {}).length > 0
          ? Object.fromEntries(Object.entries(types ?? {}).map(([key, type]) => [anyCase(key), type]))
          : pick<unknown>(undefined, null, {}, { windows_v100: "Unclassified" }),
      deviceType: or(inputs.deviceType, anyCase, "notSet", "NotSet"),
      marketingNames: or(inputs.marketingNames, (list) => orNull(anyOrder(list)), []),
      announcementDate: or(inputs.announcementDate, moment, "2018-01-01T00:00:00"),
      deviceMetadataIds: or(inputs.deviceMetadataIds, (list) => orNull(anyOrder(list)), []),
      deviceMetadataCategory: or(inputs.deviceMetadataCategory, (text) =>
        pick<unknown>(anyCase(text), undefined, null),
      ),
      packageType: or(inputs.packageType, (text) => pick<unknown>(anyCase(text), undefined, "")),
      firmwareVersion: or(inputs.firmwareVersion, asIs, "", "0"),
      isTestSign: or(inputs.isTestSign, asIs, false),
      isFlightSign: or(inputs.isFlightSign, asIs, false),
      additionalAttributes: stranger({
        storageController:
          attributes.storageController === undefined
            ? pick<unknown>(undefined, null, filled(storageController, {}))
            : filled(storageController, attributes.storageController),
        raidController: pick<unknown>(undefined, null, {}),
        svvp:
          attributes.svvp === undefined
            ? pick<unknown>(null, filled(svvp, {}))
            : filled(svvp, attributes.svvp),
      }),
    });
  }

  function condition(value: Record<string, Wire[] | undefined>): unknown {
    const list = (elements: Wire[]) => anyOrder(elements.map(element));
    return stranger({ and: or(value.and, list, []), or: or(value.or, list, []) });
  }

  function element(value: Wire): Wire {
    if (value.condition !== undefined) return stranger({ condition: condition(value.condition as never) });
    const { attribute, operator, value: text } = value as Record<string, string>;
    return stranger({
      attribute,
      operator: anyCase(operator ?? ""),
      value: text,
      condition: pick(undefined, null),
    });
  }

  function ReportTemplate(inputs: Wire): Wire {
    const aggregation = (value: Wire) =>
      stranger({
        aggregatedColumns: or(value.aggregatedColumns, (list: string[]) => anyOrder(list.map(anyCase)), []),
        condition: or(value.condition, condition, {}),
      });
    const template = stranger({
      view: anyCase(inputs.view as string),
      projection: anyOrder(inputs.projection as string[]),
      dateRange: stranger({
        reportPeriod: anyCase((inputs.dateRange as { reportPeriod: string }).reportPeriod),
      }),
      condition: or(inputs.condition, condition, {}),
      aggregation: or(inputs.aggregation, aggregation, {}),
      orderby: or(
        inputs.orderby,
        (list: Wire[]) => list.map((key) => stranger({ ...key, sort: anyCase(key.sort as string) })),
        [],
      ),
      limit: or(inputs.limit, digits, 0),
    });
    return stranger({ templateId: digits(15), template: JSON.stringify(template) });
  }

  function ReportSchedule(inputs: Wire): Wire {
    const { startTime, recurrenceInterval, recurrence } = inputs;
    const schedule = {
      startTime: moment(startTime as string),
      recurrenceInterval: digits(recurrenceInterval),
      recurrence: digits(recurrence),
    };
    return stranger({
      reportId: digits(1),
      templateId: digits(inputs.templateId),
      schedule: JSON.stringify(stranger(schedule)),
      callbackUrl: or(inputs.callbackUrl, asIs, ""),
      isActive: inputs.paused !== true,
    });
  }

  function Submission(inputs: Wire): Wire {
    return stranger({
      id: "1152921504621465124",
      productId: inputs.productId,
      name: inputs.name,
      type: or(inputs.type, anyCase),
      commitStatus: anyCase("commitPending"),
      isExtensionInf: pick<unknown>(undefined, null, false),
      workflowStatus: pick<unknown>(undefined, null),
      downloads: stranger({
        items: [{ type: anyCase("driverMetadata"), url: "https://blobs.example/metadata" }],
      }),
    });
  }

  function ShippingLabel(inputs: Wire): Wire {
    const release = (name: string) =>
      /^(19h1|nineteenh1)$/i.test(name) ? pick("19H1", "NineteenH1") : anyCase(name);
    const open = (names: readonly string[], nothing: unknown) =>
      pick<unknown>(undefined, null, {}, Object.fromEntries(names.map((name) => [name, nothing])));
    const service = ({ flooring, ceiling }: Wire) =>
      stranger({ flooring: or(flooring, release, ""), ceiling: or(ceiling, release, "") });
    const builds = ({ flooringBuildNumber, ceilingBuildNumber }: Wire) =>
      stranger({
        flooringBuildNumber: or(flooringBuildNumber, digits, 0, "0"),
        ceilingBuildNumber: or(ceilingBuildNumber, digits, 0),
      });
    const targeting = (value: Record<string, Wire[] & Wire>) => ({
      hardwareIds: or(
        value.hardwareIds,
        (list: Wire[]) =>
          anyOrder(list.map((id) => stranger({ ...id, ...cased(id), distributionState: "Added" }))),
        [],
      ),
      chids: or(
        value.chids,
        (list: Wire[]) =>
          orNull(
            anyOrder(
              list.map(({ chid }) => ({ chid: anyCase(chid as string), distributionState: recovered() })),
            ),
          ),
        [],
      ),
      restrictedToAudiences: or(
        value.restrictedToAudiences,
        (list: string[]) => orNull(anyOrder(list.map(anyCase))),
        [],
      ),
      inServicePublishInfo: or(value.inServicePublishInfo, service, open(["flooring", "ceiling"], "")),
      coEngDriverPublishInfo: or(
        value.coEngDriverPublishInfo,
        builds,
        open(["flooringBuildNumber", "ceilingBuildNumber"], 0),
      ),
    });
    const recovered = () => pick("Added", "pendingAdd", "Unknown", "PendingRecovery", "Recovered");
    const cased = (id: Wire) => ({
      infId: anyCase(id.infId as string),
      operatingSystemCode: anyCase(id.operatingSystemCode as string),
      pnpString: anyCase(id.pnpString as string),
    });
    const flags =
      "isAutoInstallDuringOSUpgrade isAutoInstallOnApplicableSystems isDisclosureRestricted publishToWindows10s";
    const publishing = (value: Wire) => ({
      ...filled(flags, value),
      manualAcquisition: pick<unknown>(undefined, null, value.manualAcquisition),
      goLiveDate: or(value.goLiveDate, moment, "2026-03-01T12:00:00Z"),
      visibleToAccounts: or(value.visibleToAccounts, (list: string[]) => orNull(anyOrder(list)), []),
      additionalInfoForMsApproval: or(
        value.additionalInfoForMsApproval,
        (info: Wire) => filled(information, info),
        filled(information, {}),
      ),
    });
    const recipient = (value: Wire) =>
      stranger({
        receiverPublisherId: digits(value.receiverPublisherId),
        enforceChidTargeting: or(value.enforceChidTargeting, asIs, false),
        blockDuaCreation: or(value.blockDuaCreation, asIs, false),
      });
    return stranger({
      id: "1152921504606978422",
      productId: inputs.productId,
      submissionId: inputs.submissionId,
      name: inputs.name,
      destination: anyCase(inputs.destination as string),
      publishingSpecifications: or(inputs.publishingSpecifications, publishing, {}),
      recipientSpecifications: or(inputs.recipientSpecifications, (value: Wire) =>
        pick<unknown>(recipient(value), [recipient(value)]),
      ),
      targeting: targeting((inputs.targeting ?? {}) as never),
      workflowStatus: pick<unknown>(null, {
        currentStep: "finalizePublishing",
        state: "completed",
        messages: null,
      }),
    });
  }

  return { ReportTemplate, ReportSchedule, Product, Submission, ShippingLabel };
}
