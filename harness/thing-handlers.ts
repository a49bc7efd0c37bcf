import { z } from "zod";
import { createHandlers } from "../provider/dynamic/handlers";
import { createSession, type SessionOptions } from "../provider/dynamic/session";
import { strict } from "../provider/lifecycles/core/equality";
import type { Lifecycle, Values } from "../provider/lifecycles/core/lifecycle";
import { failureOf } from "./scripted-service";

/** The inputs of a thing, as Pulumi hands them over. */
export const thing = { name: "a", __provider: "text" };

/** The handlers of a kind with one property, of which a test decides the rest, their session and what they say. */
export function thingHandlers(decisions: Partial<Lifecycle> = {}, options: Partial<SessionOptions> = {}) {
  const lifecycle: Lifecycle = {
    kind: "Thing",
    displayName: "thing",
    properties: {
      name: { schema: z.string("a text"), required: true, onChange: "update", inputEquality: strict },
    },
    idFormat: { pattern: /^\d+$/, example: "15" },
    create: async () => ({ id: "15", outputs: {} }),
    list: async () => [],
    read: async () => undefined,
    update: async () => ({}),
    delete: async () => undefined,
    ...decisions,
  };
  const said: string[] = [];
  const session = createSession({
    environment: { DEVCENTER_ACCESS_TOKEN: "t", DEVCENTER_JOURNAL_DIRECTORY: "none" },
    say: (message) => void said.push(message),
    ...options,
  });
  return { session, handlers: createHandlers(lifecycle, session), said };
}

/** An error of a handler, with what Pulumi reads of it. */
export interface HandlerFailure extends Error {
  readonly id?: string;
  readonly properties?: Values;
  readonly reasons?: readonly string[];
}

/** The error that a handler fails with. */
export function thingFailure(promise: Promise<unknown>): Promise<HandlerFailure> {
  return failureOf(promise) as Promise<HandlerFailure>;
}
