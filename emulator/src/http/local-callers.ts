import type { FastifyReply, FastifyRequest } from "fastify";

const ourselves = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests of web pages: those for a host name that is not this machine's (DNS rebinding), and those with a foreign
 * origin. Programs and curl send neither.
 */
export async function refuseForeign(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { host = "", origin } = request.headers;
  const isOurs =
    ourselves.test(host) && (origin === undefined || ourselves.test(origin.replace(/^https?:\/\//i, "")));
  if (isOurs) return undefined;
  return reply.status(403).send({ error: "This emulator answers programs of this machine only." });
}
