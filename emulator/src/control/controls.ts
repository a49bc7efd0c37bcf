import type { EmulatorServices } from "../services";
import { Control } from "./control";
import { entityControls } from "./entity-controls";
import { faultControls } from "./fault-controls";
import { fileControls } from "./file-controls";
import { recordControls } from "./record-controls";
import { timeControls } from "./time-controls";

/**
 * Everything that can be done to a running emulator past its API. The object that `start` returns and the routes below
 * `/_emulator` both follow from this table.
 */
export const controls = {
  ...recordControls,
  ...faultControls,
  ...timeControls,
  ...entityControls,
  ...fileControls,

  /**
   * Back to the start: nothing kept, no faults, no record; clock, limit, speed and field behavior as given at start. Tokens
   * stay valid.
   */
  reset: new Control((services) => (): void => {
    const { store, callbacks, faults, clock, workflowSpeed, throttle, fieldBehavior } = services;
    for (const each of [store, callbacks, faults]) each.clear();
    for (const each of [clock, workflowSpeed, throttle, fieldBehavior]) each.reset();
    for (const each of [services.requests, services.tokenRequests, services.blobRequests]) each.clear();
  }).over("POST /reset", {}, (reset) => reset()),
};

type Controls = typeof controls;

/** The controls as a test uses them in process. */
export type EmulatorControls = {
  readonly [Name in keyof Controls]: Controls[Name] extends Control<infer Face> ? Face : never;
};

/** Gives an object the controls of an emulator. */
export function withControls<Own extends object>(
  own: Own,
  services: EmulatorServices,
): Own & EmulatorControls {
  for (const [name, { inProcess }] of Object.entries<Control<unknown>>(controls)) {
    const face = inProcess(services);
    // A value may be another one the next time that it is read.
    const descriptor = typeof face === "function" ? { value: face } : { get: () => inProcess(services) };
    Object.defineProperty(own, name, { ...descriptor, enumerable: true });
  }
  return own as Own & EmulatorControls;
}
