import type { FastifyRequest } from "fastify";
import { gatewayFailure, gatewayRefusal } from "../http/refusals";
import type { Tokens } from "./tokens";

/** Lets a request pass when it carries a valid token. Throws what the service answers otherwise. */
export function requireBearer(request: FastifyRequest, tokens: Tokens): void {
  const header = request.headers.authorization;
  const token = header === undefined ? undefined : /^Bearer(?:\s+(.*))?$/i.exec(header.trim());
  if (token && !token[1]) {
    // The gateway stumbles over an empty token instead of refusing it.
    throw gatewayFailure();
  }
  if (!token?.[1] || !tokens.accepts(token[1])) {
    throw gatewayRefusal(401, "Unauthorized. Access token is missing or invalid.");
  }
}
