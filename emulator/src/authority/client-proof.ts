import { timingSafeEqual } from "node:crypto";
import { isJsonObject, parseJson } from "../http/json";
import type { Credentials } from "./credentials";
import { type EntraRefusal, entraRefusal } from "./entra-refusals";

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const federationAudience = "api://AzureADTokenExchange";

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function payloadOf(assertion: string): Record<string, unknown> | undefined {
  const parts = assertion.split(".");
  if (parts.length !== 3 || parts.some((part) => !/^[\w-]+$/.test(part))) return undefined;
  try {
    const [header, payload] = parts
      .slice(0, 2)
      .map((part) => parseJson(Buffer.from(part, "base64url").toString("utf8")));
    return isJsonObject(header) && isJsonObject(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

// The signature is not checked: the emulator knows no certificate and no issuer. The claims are, loosely.
function refuseAssertion(assertion: string, { clientId, tenantId }: Credentials): EntraRefusal | undefined {
  const claims = payloadOf(assertion);
  if (!claims || typeof claims.sub !== "string" || typeof claims.exp !== "number") {
    return entraRefusal(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
  }
  if (claims.aud === federationAudience) {
    return typeof claims.iss === "string"
      ? undefined
      : entraRefusal(401, "invalid_client", 700212, "The assertion names no issuer.");
  }
  if (typeof claims.aud !== "string" || !claims.aud.includes(tenantId)) {
    return entraRefusal(401, "invalid_client", 700023, "Client assertion audience claim does not match.");
  }
  return claims.iss === clientId && claims.sub === clientId
    ? undefined
    : entraRefusal(401, "invalid_client", 700021, "Client assertion application identifier doesn't match.");
}

/** The refusal of a client's secret or assertion; undefined when it is valid. */
export function refuseClient(form: URLSearchParams, known: Credentials): EntraRefusal | undefined {
  const clientId = form.get("client_id") ?? "";
  if (clientId.toLowerCase() !== known.clientId.toLowerCase()) {
    const message = `Application with identifier '${clientId}' was not found in the directory.`;
    return entraRefusal(400, "unauthorized_client", 700016, message);
  }
  const assertion = form.get("client_assertion");
  if (assertion !== null) {
    return form.get("client_assertion_type") === jwtBearer
      ? refuseAssertion(assertion, known)
      : entraRefusal(400, "invalid_request", 900144, "The client_assertion_type is not jwt-bearer.");
  }
  const secret = form.get("client_secret");
  if (!secret) {
    const message =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    return entraRefusal(401, "invalid_client", 7000218, message);
  }
  return same(secret, known.clientSecret)
    ? undefined
    : entraRefusal(401, "invalid_client", 7000215, "Invalid client secret provided.");
}
