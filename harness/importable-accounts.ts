import fc from "fast-check";
import type { FoundObject } from "../cli/src/import/account";
import { kinds } from "../provider/kinds/all-kinds";
import { namesWith } from "../provider/kinds/kind";

const hostile = fc
  .oneof(
    fc.constantFrom(
      "NIC",
      'a "b" c',
      "it's",
      "`x`",
      "*/ //",
      "\u2028\u202e",
      "back\\slash",
      "网卡 🎉",
      "x".repeat(120),
    ),
    // How wide the rarer characters are, formatters do not agree on.
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 }),
  )
  .filter((text) => text.trim() !== "");

const predicate = fc.record({
  attribute: fc.constantFrom("DriverName", "Market", "EventCount"),
  operator: fc.constantFrom("EQ", "in", "LIKE"),
  value: hostile,
});
const template = fc.record(
  {
    view: fc.constantFrom("IHVDriver", "ihvdriver"),
    projection: fc.uniqueArray(
      fc.constantFrom("DriverName", "Market", "DeviceId", "OSVersion", "EventCount", "CPUName"),
      {
        minLength: 1,
      },
    ),
    dateRange: fc.record({ reportPeriod: fc.constantFrom("Last7Days", "Last90Days") }),
    condition: fc.record({ and: fc.array(predicate, { minLength: 1, maxLength: 3 }) }),
    limit: fc.nat(20),
  },
  { requiredKeys: ["view", "projection", "dateRange"] },
);
const product = fc.record(
  {
    productName: hostile,
    testHarness: fc.constantFrom("HLK", "attestation"),
    requestedSignatures: fc.uniqueArray(
      fc.constantFrom("WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS4_FULL"),
      { minLength: 1 },
    ),
    selectedProductTypes: fc.constantFrom({ windows_v100_RS3: "Unclassified" }, {}),
    marketingNames: fc.array(hostile, { maxLength: 4 }),
  },
  { requiredKeys: ["productName", "testHarness", "requestedSignatures"] },
);
const hardwareId = fc.record({
  bundleId: fc.constant("0"),
  infId: fc.constantFrom("nic.inf", "a-very-long-name-of-an-inf-file-of-somebody.inf"),
  operatingSystemCode: fc.constant("WINDOWS_v100_X64_RS3_FULL"),
  pnpString: fc.integer({ min: 0, max: 65535 }).map((id) => `pci\\ven_8086&dev_${id.toString(16)}`),
});
const label = fc.record({
  name: hostile,
  destination: fc.constant("windowsUpdate"),
  publishingSpecifications: fc.constantFrom(
    { isDisclosureRestricted: true },
    { goLiveDate: "2026-05-01T00:00:00Z" },
  ),
  targeting: fc.record({
    hardwareIds: fc.uniqueArray(hardwareId, {
      minLength: 1,
      maxLength: 14,
      selector: ({ pnpString }) => pnpString,
    }),
    inServicePublishInfo: fc.constantFrom({ flooring: "RS5" }, { flooring: "RS5", ceiling: "19H1" }),
  }),
});
const schedule = fc.record({
  startTime: fc.constant("2026-12-01T00:00:00Z"),
  recurrenceInterval: fc.constantFrom(12, 24, 168),
  recurrence: fc.integer({ min: 1, max: 99 }),
  callbackUrl: fc.constant("https://hooks.contoso.com/KEY-OF-THE-RECEIVER"),
});

/** An account with a template and its schedule, and products with a submission and its labels. */
export const importableAccount = fc
  .tuple(
    template,
    schedule,
    fc.array(fc.tuple(product, hostile, fc.array(label, { maxLength: 3 })), { maxLength: 3 }),
  )
  .map(([a, b, products]): FoundObject[] => {
    const object = (kind: FoundObject["kind"], id: string, declarable: object, computed: object = {}) =>
      ({
        kind,
        id,
        declarable,
        untold: namesWith(kinds[kind] ?? { properties: {} }, "local"),
        computed,
      }) as unknown as FoundObject;
    return [
      object("ReportTemplate", "15", a),
      object("ReportSchedule", "1", { ...b, templateId: 15 }),
      ...products.flatMap(([declarable, name, labels], index) => {
        const [productId, submissionId] = [String(100 + index), String(200 + index)];
        return [
          object("Product", productId, declarable),
          object("Submission", `${productId}/${submissionId}`, { productId, name, type: "initial" }),
          ...labels.map((one, at) =>
            object("ShippingLabel", `${productId}/${submissionId}/${300 + at}`, {
              productId,
              submissionId,
              ...one,
            }),
          ),
        ];
      }),
    ];
  });
