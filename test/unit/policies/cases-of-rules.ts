import type { Shown } from "../../../harness/policy-run";
import { UNKNOWN } from "../../../harness/sample-inputs";
import type { DevCenterPolicyConfig } from "../../../policies/src/index";
import type { RuleName } from "../../../policies/src/rules";

const template = (projection: unknown, more = {}): Shown => ({
  kind: "ReportTemplate",
  inputs: { view: "IHVDriver", projection, dateRange: { reportPeriod: "Last30Days" }, ...more },
});
const schedule = (callbackUrl?: string): Shown => ({
  kind: "ReportSchedule",
  inputs: {
    templateId: 15,
    startTime: "2026-12-01T00:00:00Z",
    recurrenceInterval: 24,
    recurrence: 7,
    ...(callbackUrl && { callbackUrl }),
  },
});
const product = (testHarness = "hlk", protect = true): Shown => ({
  kind: "Product",
  inputs: { productName: "NIC", testHarness },
  protect,
});
const submission = (type = "initial", protect = false): Shown => ({
  kind: "Submission",
  inputs: { productId: "14631253285588838", name: "1.0", type },
  protect,
});
const label = (more: object, productOf?: Shown): Shown => ({
  kind: "ShippingLabel",
  inputs: {
    productId: "14631253285588838",
    submissionId: "1152921504621465124",
    name: "wave",
    destination: "windowsUpdate",
    ...more,
  },
  ...(productOf && { dependencies: { productId: [productOf] } }),
});
const automatic = (goLiveDate?: string, isAutoInstallDuringOSUpgrade: unknown = true) => ({
  publishingSpecifications: { isAutoInstallDuringOSUpgrade, ...(goLiveDate && { goLiveDate }) },
});
const audience = { targeting: { restrictedToAudiences: ["00000000-0000-0000-0000-000000000001"] } };
const everybody = { targeting: { restrictedToAudiences: [] } };
const attested = product("attestation");
const shared = { kind: "Submission", inputs: {}, protect: true, dependencies: { productId: [attested] } };

/** Of one policy. */
interface Cases {
  readonly passing: readonly (readonly Shown[])[];
  /** With the last line of what is printed. */
  readonly violating: readonly (readonly [Shown[], string])[];
  readonly unknown: readonly (readonly Shown[])[];
  readonly config?: DevCenterPolicyConfig;
}

const unknownColumns: (readonly Shown[])[] = [
  [template(UNKNOWN)],
  [template(["DriverName", UNKNOWN])],
  [template(["DriverName"], { aggregation: UNKNOWN })],
];

/** Of each policy: stacks that keep it, that break it, and of which nobody can tell yet. */
export const cases: Readonly<Record<RuleName, Cases>> = {
  "no-device-identity": {
    passing: [
      [
        template(["DriverName", "CabIdHash", "Market"], {
          aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
        }),
      ],
    ],
    violating: [
      [[template(["DriverName", "deviceid", "HardwareId"])], "It collects DeviceId, HardwareId."],
      [
        [template(["DriverName"], { aggregation: { aggregatedColumns: ["MAX(ApplicationId)"] } })],
        "It collects ApplicationId.",
      ],
      [
        [template(["SerialNumber"])],
        "It collects a column that this version does not know, so it cannot tell what that says about people.",
      ],
      [[template([UNKNOWN, "DeviceId"])], "It collects DeviceId."],
    ],
    unknown: unknownColumns,
  },
  "no-cabs": {
    passing: [[template(["DriverName", "DeviceId"])]],
    violating: [[[template(["CabIdHash", "cabtype"])], "It collects CabIdHash, CabType."]],
    unknown: unknownColumns,
  },
  "look-back-at-most": {
    passing: [
      [template(["DriverName"])],
      [template(["DriverName"], { dateRange: { reportPeriod: "Yesterday" } })],
    ],
    violating: [
      [
        [template(["DriverName"], { dateRange: { reportPeriod: "last60days" } })],
        "It looks back over 60 days; 30 are allowed.",
      ],
      [
        [template(["DriverName"], { dateRange: { reportPeriod: "LastYear" } })],
        "Its dateRange is none that this version knows.",
      ],
    ],
    unknown: [
      [template(["DriverName"], { dateRange: UNKNOWN })],
      [template(["DriverName"], { dateRange: { reportPeriod: UNKNOWN } })],
    ],
  },
  "callback-host-allowed": {
    config: {
      "callback-host-allowed": { hosts: ["hooks.example.com", "*.contoso.com", "local.example:8443"] },
    },
    passing: [
      [schedule()],
      [schedule("https://hooks.example.com/KEY")],
      [schedule("https://HOOKS.example.com:444/")],
      [schedule("https://a.b.contoso.com/")],
      [schedule("https://local.example:8443/")],
    ],
    violating: [
      "https://contoso.com/",
      "https://evilcontoso.com/",
      "https://hooks.example.com@evil.example/",
      "https://hooks.example.com.evil.example/",
      "https://local.example/",
      "no address",
    ].map((url) => [
      [schedule(url)],
      "The host of its callbackUrl is none of hooks.example.com, *.contoso.com, local.example:8443.",
    ]),
    unknown: [[schedule(UNKNOWN)]],
  },
  "audience-required": {
    passing: [[label(audience)], [label({ destination: "anotherPartner" })]],
    violating: [everybody, {}, { targeting: {} }, { destination: "WindowsUpdate" }].map((more) => [
      [label(more)],
      "It names no audience: every machine with one of its devices is offered the driver.",
    ]),
    unknown: [
      [label({ targeting: UNKNOWN })],
      [label({ targeting: { restrictedToAudiences: UNKNOWN } })],
      [label({ ...everybody, destination: UNKNOWN })],
    ],
  },
  "no-automatic-install": {
    passing: [
      [label({})],
      [label(automatic(undefined, false))],
      [label({ ...automatic(), destination: "anotherPartner" })],
    ],
    violating: [
      [[label(automatic())], "Windows Update installs its driver by itself."],
      [
        [
          label({
            publishingSpecifications: {
              isAutoInstallOnApplicableSystems: true,
              isAutoInstallDuringOSUpgrade: UNKNOWN,
            },
          }),
        ],
        "Windows Update installs its driver by itself.",
      ],
    ],
    unknown: [
      [label(automatic(undefined, UNKNOWN))],
      [label({ publishingSpecifications: UNKNOWN })],
      [label({ ...automatic(), destination: UNKNOWN })],
    ],
  },
  "go-live-outside-block-outs": {
    passing: [
      [label(automatic())],
      [label(automatic("2027-01-14T09:00:00Z"))],
      [label(automatic("2027-01-12T09:00:00Z", false))],
    ],
    violating: [
      [
        [label(automatic("2026-12-24T09:00:00Z"))],
        "It goes live on a closed day: Microsoft releases no driver from about 18 December to 1 January.",
      ],
    ],
    unknown: [
      [label(automatic(UNKNOWN))],
      [label(automatic("2026-12-24T09:00:00Z", UNKNOWN))],
      [label({ publishingSpecifications: UNKNOWN })],
    ],
  },
  "no-attestation-to-retail": {
    passing: [
      [attested, label(audience, attested)],
      [label({ destination: "anotherPartner" })],
      ((hlk) => [hlk, label(everybody, hlk)])(product()),
    ],
    violating: [
      [
        [attested, label(everybody, attested)],
        "It names no audience, and its product is signed by attestation.",
      ],
      [
        [attested, shared, label({}, shared)],
        "It names no audience, and its product is signed by attestation.",
      ],
      [
        ((tested) => [tested, label({}, tested)])({
          ...product(),
          inputs: { testHarness: "hlk", isTestSign: true },
        }),
        "It names no audience, and its product is test-signed.",
      ],
      [
        [label(everybody)],
        "It names no audience, and its product is not in this program, so it cannot be told how the driver is signed. Read the product by Product.get.",
      ],
    ],
    unknown: [
      [attested, label({ targeting: UNKNOWN }, attested)],
      ((unclear) => [unclear, label({}, unclear)])(product(UNKNOWN)),
    ],
  },
  "protect-products": {
    passing: [[product()]],
    violating: [[[product("hlk", false)], "It is not protected."]],
    unknown: [],
  },
  "no-initial-replacement": {
    passing: [[submission("initial", true)], [submission("derived")], [submission(UNKNOWN, true)]],
    violating: [
      [[submission()], "It is not protected."],
      [[submission("Initial")], "It is not protected."],
    ],
    unknown: [[submission(UNKNOWN)]],
  },
};
