import type { FastifyReply, FastifyRequest } from "fastify";

const ourselves = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses what a web page in somebody's browser sends: a host that is not this machine (a name that was bound to it
 * afterwards), and an origin of elsewhere. Programs and curl send neither.
 */
export async function refuseForeign(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { host = "", origin } = request.headers;
  const isOurs =
    ourselves.test(host) && (origin === undefined || ourselves.test(origin.replace(/^https?:\/\//i, "")));
  if (isOurs) return undefined;
  return reply.status(403).send({ error: "This emulator answers programs of this machine only." });
}
