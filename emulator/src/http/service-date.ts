import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";

/** Sends `Date` by the emulator's clock, so that a client can measure its own clock's skew. */
export function sendDate(app: FastifyInstance, clock: Clock): void {
  app.addHook("onRequest", async (_request, reply) => void reply.header("date", clock.now().toUTCString()));
}
