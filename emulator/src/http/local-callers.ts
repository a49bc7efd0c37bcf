import type { FastifyReply, FastifyRequest } from "fastify";

const ourselves = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests of web pages: those for a host name that is not this machine's (DNS rebinding), those with a foreign
 * origin, and those that a browser sends for a page of another site, such as for an image. Programs and curl send none of
 * these; what a person opens in a browser is answered.
 */
export async function refuseForeign(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { host = "", origin } = request.headers;
  const isOurs =
    ourselves.test(host) && (origin === undefined || ourselves.test(origin.replace(/^https?:\/\//i, "")));
  if (isOurs && !isOfAnotherSite(request)) return undefined;
  return reply.status(403).send({ error: "This emulator answers programs of this machine only." });
}

function isOfAnotherSite({ method, headers }: FastifyRequest): boolean {
  const isOpened = method === "GET" && headers["sec-fetch-dest"] === "document";
  return headers["sec-fetch-site"] === "cross-site" && !isOpened;
}
