const association = "and that the application is associated with the Partner Center account";
const all = `Check devcenter:tenantId, devcenter:clientId and the credential, ${association}.`;
const tenant =
  "Check devcenter:tenantId (AZURE_TENANT_ID): the tenant of the application, as a GUID or as a domain.";
const application =
  "Check devcenter:clientId (AZURE_CLIENT_ID) and devcenter:tenantId (AZURE_TENANT_ID): the application must be registered in this tenant.";
const secret =
  "Microsoft Entra ID knows the application (devcenter:tenantId, devcenter:clientId), but not this secret. Set devcenter:clientSecret (AZURE_CLIENT_SECRET) to the value of a key that has not expired, not to its ID.";
const expired =
  "Make a new key for the application, and set devcenter:clientSecret (AZURE_CLIENT_SECRET) to its value.";
const certificate =
  "Add this certificate to the application in Microsoft Entra, or let devcenter:clientCertificatePath (AZURE_CLIENT_CERTIFICATE_PATH) name one that it has.";
const federation =
  "Compare issuer, subject and audience of the application's federated credential with those of this job.";

/** What the user can do, by the number that Microsoft Entra ID gives after AADSTS. */
const byNumber: Readonly<Record<string, string>> = {
  90002: tenant,
  90013: tenant,
  90019: tenant,
  900021: tenant,
  900023: tenant,
  700016: application,
  7000215: secret,
  7000222: expired,
  700027: certificate,
  700021: certificate,
  70021: federation,
  700211: federation,
  700212: federation,
  700213: federation,
};

/** What the user can do where the issuer refuses a token with these words. */
export function signInAdvice(words: string): string {
  return byNumber[/\bAADSTS(\d+)/.exec(words)?.[1] ?? ""] ?? all;
}
