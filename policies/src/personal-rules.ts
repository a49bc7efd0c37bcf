import {
  holds,
  hostOf,
  lookBackDays,
  notKnownYet,
  type PersonalColumn,
  personalColumnsOf,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { z } from "zod";
import { broken, type Finding, kept, noSettings, rule, undecided } from "./rule";

function columnFinding(values: Values, isMeant: (column: PersonalColumn) => boolean): Finding {
  const { columns, unknown, strange } = personalColumnsOf(values);
  const found = columns.filter(isMeant).map(({ name }) => name);
  return {
    violations: [
      ...(found.length > 0 ? [`It collects ${found.join(", ")}.`] : []),
      ...(strange > 0
        ? [
            `It collects ${strange === 1 ? "a column" : `${strange} columns`} that this version does not know, so it cannot tell what that says about people.`,
          ]
        : []),
    ],
    isUndecided: unknown > strange,
  };
}

export const noDeviceIdentity = rule({
  description: "A report template collects nothing by which a device can be told from others.",
  kind: "ReportTemplate",
  effect: "personal",
  properties: ["projection", "aggregation"],
  severity: "high",
  remedy: "Leave the column out, or count it: DCOUNT(DeviceId) collects no device.",
  settings: z.strictObject({
    about: z
      .array(z.enum(["device", "place", "model"]))
      .default(["device"])
      .describe("What columns must not tell about: the device, where it is, which model it is."),
    allowed: z.array(z.string()).default([]).describe("Columns that may be collected all the same."),
  }),
  judge({ values }, { about, allowed }) {
    const groups: readonly string[] = about;
    const exempt = allowed.map((name) => name.toLowerCase());
    return columnFinding(
      values,
      (column) => groups.includes(column.about) && !exempt.includes(column.name.toLowerCase()),
    );
  },
});

export const noCabs = rule({
  description: "A report template collects nothing by which crash dumps can be downloaded or told apart.",
  kind: "ReportTemplate",
  effect: "personal",
  properties: ["projection", "aggregation"],
  severity: "high",
  remedy: "Leave the columns of cabs out.",
  settings: noSettings,
  judge: ({ values }) => columnFinding(values, ({ about }) => about === "cab"),
});

export const lookBackAtMost = rule({
  description: "A report looks back over no more days than are allowed.",
  kind: "ReportTemplate",
  effect: "personal",
  properties: ["dateRange"],
  severity: "medium",
  remedy: "Choose a shorter reportPeriod.",
  settings: z.strictObject({
    days: z.int().min(1).max(90).default(30).describe("How many days a report may look back, 1 to 90."),
  }),
  judge({ values }, { days: most }) {
    const days = lookBackDays(values);
    if (days !== undefined)
      return days <= most ? kept : broken(`It looks back over ${days} days; ${most} are allowed.`);
    return holds(values.dateRange, notKnownYet)
      ? undecided
      : broken("Its dateRange is none that this version knows.");
  },
});

export const callbackHostAllowed = rule({
  description: "A report schedule calls back only to hosts that are allowed.",
  kind: "ReportSchedule",
  effect: "personal",
  properties: ["callbackUrl"],
  severity: "high",
  remedy:
    "Call back to an allowed host, leave callbackUrl out, or add the host to the policy's setting hosts.",
  settings: z.strictObject({
    hosts: z
      .array(z.string())
      .default([])
      .describe(
        "Host names. *.example.com allows every host below example.com; a port allows that port only.",
      ),
  }),
  judge({ values: { callbackUrl } }, { hosts }) {
    if (callbackUrl === undefined) return kept;
    if (callbackUrl === notKnownYet) return undecided;
    const host = hostOf(callbackUrl);
    if (host !== undefined && hosts.some((allowed) => matches(host, allowed))) return kept;
    // Which host it is may be a secret of the program.
    return broken(
      hosts.length === 0
        ? "It has a callbackUrl, and no host is allowed."
        : `The host of its callbackUrl is none of ${hosts.join(", ")}.`,
    );
  },
});

function matches(host: string, allowed: string): boolean {
  const wanted = allowed.toLowerCase();
  const name = /:\d+$/.test(wanted) ? host : host.replace(/:\d+$/, "");
  return wanted.startsWith("*.") ? name.endsWith(wanted.slice(1)) : name === wanted;
}
