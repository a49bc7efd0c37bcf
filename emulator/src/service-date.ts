import type { FastifyInstance } from "fastify";
import type { Emulation } from "./emulation";

/** A service's `Date` is by its own clock, by which a client can tell how far its own is off. */
export function giveDate(app: FastifyInstance, { clock }: Pick<Emulation, "clock">): void {
  app.addHook("onRequest", async (_request, reply) => void reply.header("date", clock.now().toUTCString()));
}
