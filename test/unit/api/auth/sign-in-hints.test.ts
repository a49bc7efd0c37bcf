import assert from "node:assert/strict";
import { signInAdvice } from "../../../../provider/api/auth/sign-in-hints";

const advice = (number: number) => signInAdvice(`AADSTS${number}: Something is wrong. Trace ID: 70021`);

describe("what to do where Microsoft Entra ID gives no token", () => {
  for (const [what, numbers, shown] of [
    ["the tenant", [90002, 90013, 90019, 900021, 900023], /^Check devcenter:tenantId \(AZURE_TENANT_ID\): /],
    [
      "the application",
      [700016],
      /^Check devcenter:clientId \(AZURE_CLIENT_ID\) .* registered in this tenant/,
    ],
    ["the secret", [7000215], /Set devcenter:clientSecret .* not to its ID\.$/],
    ["a secret that is over", [7000222], /^Make a new key .* devcenter:clientSecret/],
    ["the certificate", [700027, 700021], /^Add this certificate .* devcenter:clientCertificatePath/],
    ["the federated credential", [70021, 700211, 700212, 700213], /^Compare issuer, subject and audience/],
  ] as const) {
    it(`concerns ${what} at ${numbers.join(", ")}`, () => {
      for (const number of numbers) assert.match(advice(number), shown, String(number));
    });
  }

  it("concerns all of it where there is no number, or an unknown one", () => {
    for (const words of ["No.", "", "AADSTS53003: Blocked.", "XAADSTS90002: No."]) {
      assert.match(signInAdvice(words), /^Check devcenter:tenantId, devcenter:clientId and the credential/);
    }
  });
});
