import type { FastifyError, FastifyInstance } from "fastify";
import { z } from "zod";
import type { EntityKind } from "../entities";
import type { Failure } from "../failures/failure-data";
import type { Fault } from "../faults";
import { entityKinds } from "../store";
import type { Switchboard } from "../switchboard";
import type { ThrottleLimit } from "../throttle";
import { isJsonObject, type JsonObject, useWireJson } from "../wire-json";
import { addHardwareControlRoutes } from "./hardware-control";

interface ByEntity {
  Params: { kind: EntityKind; id: string };
}

const kinds = z.enum(entityKinds);
const failureQuery = z.strictObject({
  view: z.enum(["IHVDriver", "OEMDriver"]),
  from: z.string(),
  to: z.string(),
});
const clockMove = z.union([z.strictObject({ advance: z.number() }), z.strictObject({ set: z.string() })]);
const limitRule = z.strictObject({
  requestsPerMinute: z.int().min(1),
  retryAfter: z.boolean().optional(),
});

const fieldSwitch = z.strictObject({ on: z.boolean() });

/** A fault as JSON can carry it: an expression given in process shows as its source. */
function inJson(fault: Fault): Fault {
  const { match } = fault;
  return match?.path instanceof RegExp ? { ...fault, match: { ...match, path: match.path.source } } : fault;
}

function addRecordRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  app.get("/requests", () => switchboard.requests);
  app.get("/token-requests", () => switchboard.tokenRequests);
  app.get("/blob-requests", () => switchboard.blobRequests);
  app.post<{ Params: { id: string } }>("/reports/:id/files", async ({ params }) => ({
    runs: await switchboard.makeReports(params.id),
  }));
  app.get("/callbacks", () => switchboard.callbacks);
  app.get("/state", () => switchboard.state());
  app.get("/failures", async ({ query }) => {
    const { view, from, to } = failureQuery.parse(query);
    const rows: Failure[] = [];
    for await (const row of switchboard.failures(view, from, to)) rows.push(row);
    return rows;
  });
}

function addFaultRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  app.get("/faults", () => switchboard.faults.map(inJson));
  app.post("/faults", ({ body }, reply) => {
    switchboard.fail(...((Array.isArray(body) ? body : [body]) as Fault[]));
    return reply.status(204).send();
  });
  app.delete("/faults", (_request, reply) => {
    switchboard.forgetFaults();
    return reply.status(204).send();
  });
  app.put("/throttle", ({ body }, reply) => {
    switchboard.throttle(limitRule.parse(body) satisfies ThrottleLimit);
    return reply.status(204).send();
  });
  app.delete("/throttle", (_request, reply) => {
    switchboard.throttle();
    return reply.status(204).send();
  });
}

function patchOf(body: unknown): JsonObject {
  if (!isJsonObject(body)) {
    throw new RangeError("the body must be an object of properties to replace");
  }
  return body;
}

function addEntityRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  app.patch<ByEntity>("/entities/:kind/:id", ({ params, body }, reply) => {
    switchboard.edit(kinds.parse(params.kind), params.id, patchOf(body));
    return reply.status(204).send();
  });
  app.post<{ Params: { kind: EntityKind } }>("/next/:kind", ({ params, body }, reply) => {
    switchboard.scriptNext(kinds.parse(params.kind), patchOf(body));
    return reply.status(204).send();
  });
  app.delete<ByEntity>("/entities/:kind/:id", ({ params }, reply) => {
    switchboard.remove(kinds.parse(params.kind), params.id);
    return reply.status(204).send();
  });
}

function addClockRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  app.get("/clock", () => ({ now: switchboard.clock.now().toISOString() }));
  app.post("/clock", ({ body }) => {
    const move = clockMove.parse(body);
    if ("advance" in move) {
      switchboard.clock.advance(move.advance);
    } else {
      switchboard.clock.set(move.set);
    }
    return { now: switchboard.clock.now().toISOString() };
  });
  app.get("/field-behavior", () => ({ on: switchboard.fieldBehavior }));
  app.put("/field-behavior", ({ body }, reply) => {
    switchboard.setFieldBehavior(fieldSwitch.parse(body).on);
    return reply.status(204).send();
  });
  app.post("/reset", (_request, reply) => {
    switchboard.reset();
    return reply.status(204).send();
  });
}

/** The emulator's own routes: what a program does in process, done with curl. Not part of the Dev Center. */
export function addControlRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  useWireJson(app);
  app.setErrorHandler<FastifyError | z.ZodError>((error, _request, reply) => {
    // What the switchboard throws is the caller's mistake; its message is the answer.
    const status = ("statusCode" in error && error.statusCode) || 400;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return reply.status(status).send({ error: message });
  });
  addRecordRoutes(app, switchboard);
  addFaultRoutes(app, switchboard);
  addEntityRoutes(app, switchboard);
  addClockRoutes(app, switchboard);
  addHardwareControlRoutes(app, switchboard);
}
