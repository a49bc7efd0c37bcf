import { didYouMean } from "pulumi-devcenter/internal/lifecycles";
import { z } from "zod";
import type { Rule } from "./rule";
import { type RuleName, ruleNames, rules } from "./rules";

const levels = ["advisory", "mandatory", "disabled"] as const;

/** `advisory` prints, `mandatory` fails the preview and the update, `disabled` does neither. */
export type Level = (typeof levels)[number];

type Choice<Settings = Readonly<Record<never, never>>> =
  | Level
  | (Settings & {
      /** Default: the level of `all`. */
      readonly enforcementLevel?: Level;
    });

/** The level and the settings of each policy, in the form of Pulumi's own policy configuration. */
export interface DevCenterPolicyConfig {
  /** The level of each policy that has none of its own. Default: `advisory`. */
  readonly all?: Level;
  /** Templates collect nothing by which a device can be told from others. */
  readonly "no-device-identity"?: Choice<{
    /** What columns must not tell about. Default: `["device"]`. */
    readonly about?: readonly ("device" | "place" | "model")[];
    /** Columns that may be collected all the same. Default: none. */
    readonly allowed?: readonly string[];
  }>;
  /** Templates collect nothing by which crash dumps can be downloaded or told apart. */
  readonly "no-cabs"?: Choice;
  /** Templates look back over no more days than are allowed. */
  readonly "look-back-at-most"?: Choice<{
    /** 1 to 90. Default: 30. */
    readonly days?: number;
  }>;
  /** Schedules call back only to hosts that are allowed. */
  readonly "callback-host-allowed"?: Choice<{
    /** `*.example.com` allows every host below it; a port allows that port only. Default: no host. */
    readonly hosts?: readonly string[];
  }>;
  /** Labels for Windows Update name an audience. */
  readonly "audience-required"?: Choice;
  /** Windows Update installs no driver by itself. */
  readonly "no-automatic-install"?: Choice;
  /** Drivers that are installed automatically go live on days on which Microsoft releases drivers. */
  readonly "go-live-outside-block-outs"?: Choice;
  /** Drivers of attestation and test-signed products go to test audiences only. */
  readonly "no-attestation-to-retail"?: Choice;
  /** Products have the option `protect`. */
  readonly "protect-products"?: Choice;
  /** Initial submissions have the option `protect`, so that the engine refuses to replace them. */
  readonly "no-initial-replacement"?: Choice;
}

/** What was chosen for one policy. */
export interface Chosen {
  readonly level: Level;
  /** Checked, with their defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * What a configuration means for each policy.
 *
 * @throws Error that names everything wrong with it
 */
export function chosenIn(config: DevCenterPolicyConfig): ReadonlyMap<RuleName, Chosen> {
  const given = config as Readonly<Record<string, unknown>>;
  const faults = Object.keys(given)
    .filter((name) => name !== "all" && !Object.hasOwn(rules, name))
    .map((name) => `${name}: expected no policy of this name${didYouMean(name, ruleNames)}`);
  const all = levelIn(given.all, "all", faults) ?? "advisory";
  const chosen = ruleNames.map((name): [RuleName, Chosen] => {
    const own = given[name];
    const { enforcementLevel, ...settings } =
      own !== null && typeof own === "object"
        ? (own as Readonly<Record<string, unknown>>)
        : { enforcementLevel: own };
    const level = levelIn(enforcementLevel, name, faults) ?? all;
    return [name, { level, settings: settingsIn(settings, rules[name], name, faults) }];
  });
  if (faults.length > 0) throw new Error(`devcenter-policies: ${faults.join("\n  ")}`);
  return new Map(chosen);
}

function levelIn(value: unknown, name: string, faults: string[]): Level | undefined {
  if (value === undefined || (levels as readonly unknown[]).includes(value))
    return value as Level | undefined;
  faults.push(`${name}: expected a level, one of ${levels.join(", ")}; got ${JSON.stringify(value)}`);
  return undefined;
}

function settingsIn(value: object, { settings }: Rule, name: string, faults: string[]): Chosen["settings"] {
  const result = settings.safeParse(value);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues)
    faults.push(`${[name, ...path].join(".")}: ${message}`);
  return {};
}

/**
 * The settings as they are at last: Pulumi's own configuration goes before that of the program.
 *
 * @throws Error that names everything wrong with them
 */
export function settledSettings(name: RuleName, settings: object, configured: object): Chosen["settings"] {
  const faults: string[] = [];
  const settled = settingsIn({ ...settings, ...configured }, rules[name], name, faults);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return settled;
}

/** The settings as Pulumi shows, checks and stores them, with what was chosen as the defaults. */
export function schemaOf({ settings: schema }: Rule, settings: Chosen["settings"]) {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.fromEntries(
    Object.entries(properties).map(([name, shape]) => [
      name,
      { ...(shape as object), default: settings[name] },
    ]),
  );
}
