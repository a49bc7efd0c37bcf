import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import type { Clock } from "../clock";
import { useFaults } from "../http/fault-hooks";
import type { FaultQueue } from "../http/fault-queue";
import { useJson } from "../http/json";
import { refuseForeign } from "../http/local-callers";
import type { Recorder } from "../http/recorder";
import { sendDate } from "../http/service-date";
import type { Certificates } from "./certificates";
import { refuseClient } from "./client-proof";
import type { Credentials } from "./credentials";
import { type EntraRefusal, entraRefusal } from "./entra-refusals";
import type { Tokens } from "./tokens";

interface Services {
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly tokens: Tokens;
  readonly faults: FaultQueue;
  readonly tokenRequests: Recorder;
}

const resource = "https://manage.devcenter.microsoft.com";

function refuseScope(form: URLSearchParams): EntraRefusal | undefined {
  const scope = form.get("scope") ?? form.get("resource") ?? "";
  return scope.replace(/\/+(?:\.default)?$/, "") === resource
    ? undefined
    : entraRefusal(400, "invalid_scope", 70011, `The provided value for scope '${scope}' is not valid.`);
}

function refuseGrant(form: URLSearchParams): EntraRefusal | undefined {
  const grant = form.get("grant_type") ?? "";
  return grant === "client_credentials"
    ? undefined
    : entraRefusal(400, "unsupported_grant_type", 70003, `The grant type '${grant}' is not supported.`);
}

function refuseTenant(tenant: string, { tenantId }: Credentials): EntraRefusal | undefined {
  return tenant.toLowerCase() === tenantId.toLowerCase()
    ? undefined
    : entraRefusal(400, "invalid_tenant", 90002, `Tenant '${tenant}' not found.`);
}

function answer(reply: FastifyReply, refusal: EntraRefusal | undefined, body: () => unknown): FastifyReply {
  return refusal ? reply.status(refusal.status).send(refusal.body) : reply.send(body());
}

function addTokenRoutes(app: FastifyInstance, { credentials, tokens }: Services): void {
  for (const path of ["/:tenant/oauth2/v2.0/token", "/:tenant/oauth2/token"]) {
    app.post<{ Params: { tenant: string } }>(path, (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const refusal =
        refuseTenant(request.params.tenant, credentials) ??
        refuseGrant(form) ??
        refuseClient(form, credentials) ??
        refuseScope(form);
      return answer(reply.header("cache-control", "no-store"), refusal, () => ({
        token_type: "Bearer",
        expires_in: 3599,
        ext_expires_in: 3599,
        access_token: tokens.issue(),
      }));
    });
  }
}

function addDiscoveryRoutes(app: FastifyInstance, credentials: Credentials, host: () => string): void {
  app.get<{ Params: { tenant: string } }>(
    "/:tenant/v2.0/.well-known/openid-configuration",
    ({ params: { tenant } }, reply) =>
      answer(reply, refuseTenant(tenant, credentials), () => ({
        issuer: `${host()}/${tenant}/v2.0`,
        authorization_endpoint: `${host()}/${tenant}/oauth2/v2.0/authorize`,
        token_endpoint: `${host()}/${tenant}/oauth2/v2.0/token`,
        jwks_uri: `${host()}/${tenant}/discovery/v2.0/keys`,
        token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
        response_types_supported: ["code"],
        subject_types_supported: ["pairwise"],
      })),
  );
  // No token of the emulator is signed, so there is no key to publish.
  app.get("/:tenant/discovery/v2.0/keys", (_request, reply) => reply.send({ keys: [] }));
}

/** A running token endpoint. */
export interface TokenEndpoint {
  /** Its address: the authority host of a client's configuration. */
  readonly url: string;
  /** Stops it at once, open connections included. */
  close(): Promise<void>;
}

/** Starts a Microsoft Entra token endpoint on a free port of the loopback interface, over TLS. */
export async function startTokenEndpoint(
  services: Services,
  { cert, key }: Certificates,
): Promise<TokenEndpoint> {
  const https = Fastify({ forceCloseConnections: true, https: { cert, key } });
  // Routes and hooks are the same whether the server beneath speaks TLS or not.
  const app = https as unknown as FastifyInstance;
  let url = "";
  app.addHook("onRequest", refuseForeign);
  useJson(app);
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
  useFaults(app, services.faults, "authority");
  services.tokenRequests.watch(app, { bodies: false });
  sendDate(app, services.clock);
  addTokenRoutes(app, services);
  addDiscoveryRoutes(app, services.credentials, () => url);
  url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => app.close() };
}
