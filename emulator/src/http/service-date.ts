import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";

/** A service's `Date` is by its own clock, by which a client can tell how far its own is off. */
export function sendDate(app: FastifyInstance, clock: Clock): void {
  app.addHook("onRequest", async (_request, reply) => void reply.header("date", clock.now().toUTCString()));
}
