/** What a forge signs for a job; the emulated Entra ID reads its claims, and no signature. */
export function identityToken(audience: string): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { iss: "https://forge.example", sub: "repo:contoso/drivers", aud: audience, exp };
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.signed`;
}
