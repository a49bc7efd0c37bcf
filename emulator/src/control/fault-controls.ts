import { z } from "zod";
import type { Fault } from "../http/fault-queue";
import type { ThrottleLimit } from "../http/throttle";
import { Control } from "./control";

const limit = z.strictObject({ requestsPerMinute: z.int().min(1), retryAfter: z.boolean().optional() });

/** A fault as JSON can carry it: a regular expression given in process is shown as its source. */
function inJson(fault: Fault): Fault {
  const { match } = fault;
  return match?.path instanceof RegExp ? { ...fault, match: { ...match, path: match.path.source } } : fault;
}

/** What makes the emulator misbehave. */
export const faultControls = {
  /** Adds faults: each acts on the next requests that match it, the oldest fault first. */
  fail: new Control(({ faults }) => (...added: Fault[]): void => {
    for (const fault of added) faults.add(fault);
  }).over("POST /faults", { body: z.unknown() }, (fail, { body }) =>
    // The queue itself checks each of them.
    fail(...((Array.isArray(body) ? body : [body]) as Fault[])),
  ),

  /** The faults still to come. */
  faults: new Control(({ faults }): readonly Fault[] => faults.pending()).over("GET /faults", {}, (faults) =>
    faults.map(inJson),
  ),

  /** Removes the faults still to come. */
  forgetFaults: new Control(
    ({ faults }) =>
      (): void =>
        faults.clear(),
  ).over("DELETE /faults", {}, (forget) => forget()),

  /** Limits how many requests a minute the API takes; without a limit, lifts it. */
  throttle: new Control(
    ({ throttle }) =>
      (rule?: ThrottleLimit): void =>
        throttle.set(rule),
  )
    .over("PUT /throttle", { body: limit }, (throttle, { body }) => throttle(body))
    .over("DELETE /throttle", {}, (throttle) => throttle()),
};
