import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "../errors/configuration-error";
import { isPrivateWay } from "../http/link";
import { rememberSecret } from "../text/known-secrets";
import { strayCharacter, straySpace } from "../text/stray-characters";
import type { Credential } from "./credential";
import { defaultEndpoint } from "./default-endpoint";
import { nameOfSetting, notSet, type SettingName, secretSettings, variables } from "./setting-names";

/** Everything that can be configured, resolved and checked. */
export interface Settings {
  readonly endpoint: string;
  readonly authorityHost: string;
  readonly apiVersion: "v1.0" | "v2.0";
  readonly requestsPerMinute: number | undefined;
  readonly requestTimeoutMs: number;
  readonly retryTimeoutMs: number;
  /** Where creations are noted while they are under way; undefined: nowhere. */
  readonly journalDirectory: string | undefined;
  readonly identity: Identity;
}

/** Who we are to the service. */
export type Identity =
  | { readonly kind: "ready token"; readonly token: string }
  /** Of the Azure machine that this runs on; `clientId` names one of several. */
  | { readonly kind: "managed identity"; readonly clientId: string | undefined }
  | {
      readonly kind: "application";
      readonly tenantId: string;
      readonly clientId: string;
      readonly credential: Credential;
    };

/** The value of a stack configuration key such as `devcenter:tenantId`. */
export type StackConfiguration = (key: string) => string | undefined;
export type Environment = Readonly<Record<string, string | undefined>>;

type Key = SettingName;

const httpUrl = z
  .url({ protocol: /^https?$/, error: "an http or https URL" })
  .refine((url) => !/[\s?#@]/.test(url), "an http or https URL without spaces, ?, # and @")
  // What is no URL has been told already.
  .refine(
    (url) => !/^https?:/i.test(url) || isPrivateWay(url),
    "an https URL, for it is sent a token; http only to localhost, 127.0.0.1 or [::1]",
  );
/** A timer of Node takes no more, and no part of a millisecond. */
const mostSeconds = 2_147_483;
const timeout = `a number of seconds above 0, at most ${mostSeconds}`;
const plainSettings = z.object({
  endpoint: httpUrl.default(defaultEndpoint),
  // MSAL refuses any other.
  authorityHost: z
    .url({ protocol: /^https$/, error: "an https URL" })
    .refine((url) => !/[\s?#@]/.test(url), "an https URL without spaces, ?, # and @")
    .default("https://login.microsoftonline.com"),
  apiVersion: z.enum(["v1.0", "v2.0"], { error: '"v1.0" or "v2.0"' }).default("v2.0"),
  requestsPerMinute: z.coerce.number("a number, 1 or more").min(1, "a number, 1 or more").optional(),
  requestTimeoutSeconds: z.coerce.number(timeout).positive(timeout).max(mostSeconds, timeout).default(100),
  // Blanks alone would be 0, and nothing would be tried again.
  retryTimeoutSeconds: z
    .preprocess(noBlanks, z.coerce.number("a number, 0 or more").min(0, "a number, 0 or more"))
    .default(600),
  useOidc: z.enum(["true", "false"], { error: '"true" or "false"' }).optional(),
  useMsi: z.enum(["true", "false"], { error: '"true" or "false"' }).default("false"),
});

function noBlanks(text: unknown): unknown {
  return typeof text === "string" && text.trim() === "" ? Number.NaN : text;
}

/** Settings come from the stack's configuration, then from the environment, then from their defaults. */
export function resolveSettings(stack: StackConfiguration, environment: Environment): Settings {
  const lookUp = (key: Key) => given(key, stack, environment);
  const plain = checkPlainSettings(stack, environment);
  return {
    endpoint: plain.endpoint.replace(/\/+$/, ""),
    authorityHost: plain.authorityHost,
    apiVersion: plain.apiVersion,
    requestsPerMinute: plain.requestsPerMinute,
    requestTimeoutMs: Math.ceil(plain.requestTimeoutSeconds * 1000),
    retryTimeoutMs: Math.ceil(plain.retryTimeoutSeconds * 1000),
    journalDirectory: journalDirectoryOf(stack, environment),
    identity: resolveIdentity(lookUp, plain, environment),
  };
}

/** The settings that can be judged without a credential; throws one ConfigurationError that names all faults. */
export function checkPlainSettings(
  stack: StackConfiguration,
  environment: Environment,
): z.output<typeof plainSettings> {
  const keys = Object.keys(plainSettings.shape) as Key[];
  const values = Object.fromEntries(keys.map((key) => [key, given(key, stack, environment)]));
  const result = plainSettings.safeParse(values);
  const faults = (result.error?.issues ?? []).map((issue) => {
    const key = issue.path[0] as Key;
    return `${nameOfSetting(key)}: expected ${issue.message}; got ${shown(values[key])}`;
  });
  faults.push(...identityFaults((key) => given(key, stack, environment)));
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigurationError(faults.join("\n"));
}

/** A value without what only a URL that is none has: user, password and query. */
function shown(value: string | undefined): string {
  return JSON.stringify(value?.replace(/^(\w+:\/\/)?.*@/s, "$1…@").replace(/[?#].*/s, "?…"));
}

/** Of one tenant: an application has no token from where anybody signs in, nor from above all tenants. */
const tenantForm = /^(?!(?:\.+|common|organizations|consumers)$)[\w.-]+$/i;

/** What cannot be right of tenant, application and secrets. A secret is not shown. */
function identityFaults(lookUp: LookUp): string[] {
  const token = lookUp("accessToken");
  if (token !== undefined) return secretFault("accessToken", "a token", strayCharacter(token));
  const [tenantId = "a", clientId = "a"] = [lookUp("tenantId"), lookUp("clientId")];
  const tenant = tenantForm.test(tenantId) ? [] : ["a GUID, or a domain such as contoso.onmicrosoft.com"];
  const client = strayCharacter(clientId) === undefined ? [] : ["the application's ID, a GUID"];
  const [secret = "", password = ""] = [lookUp("clientSecret"), lookUp("clientCertificatePassword")];
  return [
    ...tenant.map(
      (form) => `${nameOfSetting("tenantId")}: expected ${form}; got ${JSON.stringify(tenantId)}`,
    ),
    ...client.map(
      (form) => `${nameOfSetting("clientId")}: expected ${form}; got ${JSON.stringify(clientId)}`,
    ),
    ...secretFault("clientSecret", "a secret", straySpace(secret)),
    ...secretFault("clientCertificatePassword", "a password", straySpace(password)),
  ];
}

function secretFault(key: Key, what: string, fault: string | undefined): string[] {
  if (fault === undefined) return [];
  const hint = fault.includes("line break")
    ? " Set it again without the line break: use printf instead of echo."
    : "";
  return [`${nameOfSetting(key)}: expected ${what} in one line; got one ${fault}.${hint}`];
}

function given(key: Key, stack: StackConfiguration, environment: Environment): string | undefined {
  const variable = variables[key];
  const value = stack(`devcenter:${key}`) || (variable && environment[variable]) || undefined;
  // Any other is refused, and may be more than the secret alone.
  const isWhole =
    value !== undefined && (key === "accessToken" ? strayCharacter : straySpace)(value) === undefined;
  if (isWhole && secretSettings.includes(key)) rememberSecret(value);
  return value;
}

/** Where creations are noted, found without a credential; undefined: nowhere. */
export function journalDirectoryOf(stack: StackConfiguration, environment: Environment): string | undefined {
  return resolveJournalDirectory(given("journalDirectory", stack, environment), environment);
}

/** Beside what else belongs to Pulumi's user; `none` keeps no journal. */
function resolveJournalDirectory(given: string | undefined, environment: Environment): string | undefined {
  if (given === "none") return undefined;
  return given ?? join(environment.PULUMI_HOME || join(homedir(), ".pulumi"), "devcenter-journal");
}

type LookUp = (key: Key) => string | undefined;

interface Preferences {
  readonly useOidc?: string | undefined;
  readonly useMsi: string;
}

function resolveIdentity(
  lookUp: LookUp,
  { useOidc, useMsi }: Preferences,
  environment: Environment,
): Identity {
  const token = lookUp("accessToken");
  if (token !== undefined) return { kind: "ready token", token };
  const tenantId = lookUp("tenantId");
  const clientId = lookUp("clientId");
  const credential = resolveCredential(lookUp, useOidc, environment);
  if (tenantId !== undefined && clientId !== undefined && credential !== undefined) {
    return { kind: "application", tenantId, clientId, credential };
  }
  if (useMsi === "true" && credential === undefined) return { kind: "managed identity", clientId };
  const missing: Key[] = [];
  if (tenantId === undefined) missing.push("tenantId");
  if (clientId === undefined) missing.push("clientId");
  const faults = missing.map(notSet);
  if (credential === undefined) {
    if (useOidc !== "true") missing.push("clientSecret");
    faults.push(
      useOidc === "true"
        ? "devcenter:useOidc is true, but neither AZURE_FEDERATED_TOKEN_FILE nor ACTIONS_ID_TOKEN_REQUEST_URL with ACTIONS_ID_TOKEN_REQUEST_TOKEN is set: a job of GitHub Actions gets the latter by `permissions: id-token: write`"
        : `${notSet("clientSecret")}\n  (or a certificate: devcenter:clientCertificatePath; or workload identity federation; or an Azure machine's own identity: devcenter:useMsi; or a ready token: devcenter:accessToken)`,
    );
  }
  throw new ConfigurationError(
    `This configuration cannot sign in to the Hardware Dev Center.\n${faults.join("\n")}`,
    {
      missing,
    },
  );
}

function resolveCredential(
  lookUp: LookUp,
  useOidc: string | undefined,
  environment: Environment,
): Credential | undefined {
  const federated = useOidc === "false" ? undefined : resolveFederated(environment);
  if (federated !== undefined || useOidc === "true") return federated;
  const path = lookUp("clientCertificatePath");
  if (path !== undefined) {
    const password = lookUp("clientCertificatePassword");
    return { kind: "certificate", path, ...(password === undefined ? {} : { password }) };
  }
  const secret = lookUp("clientSecret");
  return secret === undefined ? undefined : { kind: "client secret", secret };
}

function resolveFederated(environment: Environment): Credential | undefined {
  const path = environment.AZURE_FEDERATED_TOKEN_FILE;
  if (path) return { kind: "federated token file", path };
  const requestUrl = environment.ACTIONS_ID_TOKEN_REQUEST_URL;
  const requestToken = environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  return requestUrl && requestToken ? { kind: "GitHub Actions", requestUrl, requestToken } : undefined;
}

/** What is unwise about the settings; undefined: nothing. */
export function settingsWarning({ apiVersion }: Pick<Settings, "apiVersion">): string | undefined {
  if (apiVersion === "v2.0") return undefined;
  return "warning: devcenter:apiVersion is v1.0, which Microsoft meant to end in September 2020 and whose shipping labels are others. Leave it out, or set it to v2.0.";
}
