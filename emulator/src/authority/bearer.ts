import type { FastifyRequest } from "fastify";
import { gatewayFailure, gatewayRefusal } from "../http/refusals";
import type { Tokens } from "./tokens";

/** Demands a valid token. Throws the refusal of the service without one. */
export function requireBearer(request: FastifyRequest, tokens: Tokens): void {
  const header = request.headers.authorization;
  const token = header === undefined ? undefined : /^Bearer(?:\s+(.*))?$/i.exec(header.trim());
  if (token && !token[1]) {
    // The gateway fails on an empty token instead of refusing it.
    throw gatewayFailure();
  }
  if (!token?.[1] || !tokens.accepts(token[1])) {
    throw gatewayRefusal(401, "Unauthorized. Access token is missing or invalid.");
  }
}
