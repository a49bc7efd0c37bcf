import * as pulumi from "@pulumi/pulumi";

/** The settings of an explicit provider; what is left out comes from the environment, and then from its default. */
export interface ProviderArgs {
  /** Entra ID tenant: a GUID, or a domain. */
  readonly tenantId?: pulumi.Input<string> | undefined;
  /** The application in that tenant, as a GUID: its *Application (client) ID*. */
  readonly clientId?: pulumi.Input<string> | undefined;
  /** A key of the application. Kept as a secret. */
  readonly clientSecret?: pulumi.Input<string> | undefined;
  /** Path of a PEM file with certificate and private key. */
  readonly clientCertificatePath?: pulumi.Input<string> | undefined;
  /** The password of an encrypted private key. Kept as a secret. */
  readonly clientCertificatePassword?: pulumi.Input<string> | undefined;
  /** Workload identity federation. Left out: used where the environment offers it. False: never. */
  readonly useOidc?: pulumi.Input<boolean> | undefined;
  /**
   * The managed identity of the Azure machine, when nothing else is configured.
   *
   * @default false
   */
  readonly useMsi?: pulumi.Input<boolean> | undefined;
  /** A ready token instead of all the above; it cannot be renewed. Kept as a secret. */
  readonly accessToken?: pulumi.Input<string> | undefined;
  /**
   * Where Dev Center is: every path is built on it.
   *
   * @default "https://manage.devcenter.microsoft.com"
   */
  readonly endpoint?: pulumi.Input<string> | undefined;
  /**
   * Where tokens come from, by https only.
   *
   * @default "https://login.microsoftonline.com"
   */
  readonly authorityHost?: pulumi.Input<string> | undefined;
  /**
   * Version of the submission API.
   *
   * @default "v2.0"
   */
  readonly apiVersion?: pulumi.Input<"v1.0" | "v2.0"> | undefined;
  /** Requests a minute at most, 1 at least. Left out: no limit until the service throttles. */
  readonly requestsPerMinute?: pulumi.Input<number> | undefined;
  /**
   * How long one request may take, in seconds.
   *
   * @default 100
   */
  readonly requestTimeoutSeconds?: pulumi.Input<number> | undefined;
  /**
   * How long one call repeats itself, in seconds, waits included; 0: never.
   *
   * @default 600
   */
  readonly retryTimeoutSeconds?: pulumi.Input<number> | undefined;
  /**
   * Where creations are noted while they are under way; `none`: nowhere.
   *
   * @default "~/.pulumi/devcenter-journal"
   */
  readonly journalDirectory?: pulumi.Input<string> | undefined;
}

/**
 * A second account in the same program: `new ReportTemplate("theirs", { … }, { provider })`. Each has a process and a
 * sign-in of its own. Stack configuration of the namespace `devcenter` is not for it, environment variables are.
 *
 * A `pulumi.ProviderResource("pulumi-nodejs", …)`, in JavaScript, with keys such as `devcenter:tenantId` is the same without types.
 *
 * @example
 * ```ts
 * const provider = new devcenter.Provider("other-account", {
 *   tenantId: "contoso.onmicrosoft.com",
 *   clientId: "6731de76-14a6-49ae-97bc-6eba6914391e",
 *   clientSecret: new pulumi.Config().requireSecret("otherKey"),
 * });
 * devcenter.Product.get("theirs", "14631253285588838", { provider });
 * ```
 * @see [Hardware dashboard API: prerequisites](https://learn.microsoft.com/windows-hardware/drivers/dashboard/dashboard-api)
 */
export class Provider extends pulumi.ProviderResource {
  /** @throws pulumi.RunError that names every setting that does not exist */
  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, settingsIn(name, args), options);
  }
}

/** Every setting, and whether it is a secret. */
const settings: Readonly<Record<keyof ProviderArgs, "plain" | "secret">> = {
  tenantId: "plain",
  clientId: "plain",
  clientSecret: "secret",
  clientCertificatePath: "plain",
  clientCertificatePassword: "secret",
  useOidc: "plain",
  useMsi: "plain",
  accessToken: "secret",
  endpoint: "plain",
  authorityHost: "plain",
  apiVersion: "plain",
  requestsPerMinute: "plain",
  requestTimeoutSeconds: "plain",
  retryTimeoutSeconds: "plain",
  journalDirectory: "plain",
};

function settingsIn(name: string, args: ProviderArgs): Record<string, pulumi.Input<unknown>> {
  const strangers = Object.keys(args).filter((key) => !Object.hasOwn(settings, key));
  if (strangers.length > 0) {
    const faults = strangers.map((key) => `${key}: expected no setting of this name${hintFor(key)}`);
    throw new pulumi.RunError(`devcenter.Provider ${name}: ${faults.join("; ")}`);
  }
  const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
  const keyed = given.map(([key, value]): [string, pulumi.Input<unknown>] => {
    const isSecret = settings[key as keyof ProviderArgs] === "secret";
    return [`devcenter:${key}`, isSecret ? pulumi.secret(value) : value];
  });
  return Object.fromEntries(keyed);
}

function hintFor(key: string): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/^devcenter:|[^a-z]/g, "");
  const meant = Object.keys(settings).find((known) => plain(known) === plain(key));
  return meant === undefined
    ? ` (a provider has ${Object.keys(settings).join(", ")})`
    : ` (did you mean ${meant}?)`;
}
