import { request } from "node:https";
import { text } from "node:stream/consumers";
import type { LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

export const HOOK = "https://hooks.contoso.com/in";

export function programOf({ declared }: { declared: string }): string {
  return `
    const template = new devcenter.ReportTemplate("template", {
      view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
    });
    const times = { templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24 };
    new devcenter.ReportSchedule("calls", { ...times, recurrence: 30, callbackUrl: "${declared}" });
    new devcenter.ReportSchedule("silent", { ...times, recurrence: 31 });
    const product = new devcenter.Product("product", {
      productName: "nic", testHarness: "attestation", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
      selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    });
    const submission = new devcenter.Submission("submission", {
      productId: product.productId, name: "first", type: "initial",
    });`;
}

/** What must not stand anywhere, by the name under which a failure tells of it. */
export const SECRETS = {
  "the client secret": /not-a-secret-only-the-local-emulator-takes-this/,
  "another client secret": /WRONG-SECRET/,
  "an access token": /emulated\.[\w-]{32}/,
  // With what stands before it, or the MD5 of a state file that happens to end in "sig==" would be one, too.
  "a SAS URL": /(?:[?&]|\\u0026)sig=/,
  "the key of a callback": /KEY-/,
} as const;

export type Secret = keyof typeof SECRETS;

export const ALL_SECRETS = Object.keys(SECRETS) as Secret[];

/** Where one of them stands in the clear: in what Pulumi printed, in a file, or in the exported state. */
export async function leaks(
  project: PulumiProject,
  outcomes: readonly Outcome[],
  secrets: readonly Secret[] = ALL_SECRETS,
): Promise<string[]> {
  const places: [string, string][] = [...project.writtenFiles()].filter(
    ([path]) => !path.endsWith("index.js"),
  );
  places.push(["pulumi stack export", JSON.stringify(await project.export())]);
  outcomes.forEach((outcome, index) => {
    places.push([`output ${index + 1}`, outcome.output], [`events ${index + 1}`, JSON.stringify(outcome)]);
  });
  return places.flatMap(([place, content]) =>
    secrets.filter((secret) => SECRETS[secret].test(content)).map((secret) => `${secret} in ${place}`),
  );
}

/** An access token, fetched as any application would. */
export async function fetchToken({ emulator }: LocalDevCenter): Promise<string> {
  const { authorityHost, credentials, ca } = emulator;
  const asking = request(`${authorityHost}/${credentials.tenantId}/oauth2/v2.0/token`, {
    ca,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const answered = new Promise<string>((resolve, reject) => {
    asking.on("error", reject).on("response", (answer) => text(answer).then(resolve, reject));
  });
  asking.end(
    new URLSearchParams({
      grant_type: "client_credentials",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: "https://manage.devcenter.microsoft.com/.default",
    }).toString(),
  );
  return (JSON.parse(await answered) as { access_token: string }).access_token;
}

/** Stack configuration that wins over an environment in which the secret is a wrong one. */
export async function configured(devCenter: LocalDevCenter, source: string): Promise<PulumiProject> {
  const { clientSecret } = devCenter.emulator.credentials;
  return devCenter.program(source, {
    config: { "devcenter:clientSecret": { value: clientSecret, secret: true } },
    env: { AZURE_CLIENT_SECRET: "WRONG-SECRET-of-the-environment" },
  });
}
