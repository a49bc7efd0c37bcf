import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Switchboard } from "../switchboard";

const pace = z.strictObject({ minutes: z.number() });
const audience = z.strictObject({
  id: z.guid().optional(),
  name: z.string().min(1),
  description: z.string().optional(),
  audienceName: z.string().optional(),
});

interface ById {
  Params: { id: string };
}

/** The emulator's own routes for what only submissions and labels have. */
export function addHardwareControlRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  app.get("/workflow", () => ({ minutes: switchboard.workflowMinutes }));
  app.put("/workflow", ({ body }, reply) => {
    switchboard.setWorkflowMinutes(pace.parse(body).minutes);
    return reply.status(204).send();
  });
  app.post("/audiences", ({ body }, reply) =>
    reply.status(201).send({ id: switchboard.addAudience(audience.parse(body)) }),
  );
  app.get<ById>("/submissions/:id/package", async ({ params }, reply) => {
    const facts = await switchboard.packageOf(params.id);
    return facts ?? reply.status(404).send({ error: `submission ${params.id} has no package` });
  });
  app.post<ById>("/labels/:id/receive", ({ params }) => switchboard.receiveShared(params.id));
}
