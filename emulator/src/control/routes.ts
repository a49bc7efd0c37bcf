import type { FastifyError, FastifyInstance } from "fastify";
import { z } from "zod";
import { useJson } from "../http/json";
import type { EmulatorServices } from "../services";
import { controls } from "./controls";

/** The emulator's own routes: what a program does in process, done with curl. Not part of the Dev Center. */
export function addControlRoutes(app: FastifyInstance, services: EmulatorServices): void {
  useJson(app);
  app.setErrorHandler<FastifyError | z.ZodError>((error, _request, reply) => {
    // What a control throws is the caller's mistake; its message is the response.
    const status = ("statusCode" in error && error.statusCode) || 400;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return reply.status(status).send({ error: message });
  });
  for (const { routes } of Object.values(controls)) {
    for (const { method, path, input, status, run } of routes) {
      app.route({
        method,
        url: path,
        handler: async ({ params, query, body }, reply) => {
          const result = await run(services, input.parse({ params, query, body }));
          return result === undefined ? reply.status(204).send() : reply.status(status).send(result);
        },
      });
    }
  }
}
