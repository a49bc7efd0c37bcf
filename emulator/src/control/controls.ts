import type { EmulatorServices } from "../services";
import { Control } from "./control";
import { entityControls } from "./entity-controls";
import { faultControls } from "./fault-controls";
import { fileControls } from "./file-controls";
import { recordControls } from "./record-controls";
import { timeControls } from "./time-controls";

const resetControl = {
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

/**
 * Everything that can be done to a running emulator past its API. The object that `start` returns and the routes below
 * `/_emulator` both follow from this table.
 */
export const controls: Readonly<Record<keyof EmulatorControls, Control<unknown>>> = {
  ...recordControls,
  ...faultControls,
  ...timeControls,
  ...entityControls,
  ...fileControls,
  ...resetControl,
};

type Faces<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Control<infer Face> ? Face : never;
};

/** The controls as a test uses them in process. */
export interface EmulatorControls
  extends Faces<typeof recordControls>,
    Faces<typeof faultControls>,
    Faces<typeof timeControls>,
    Faces<typeof entityControls>,
    Faces<typeof fileControls>,
    Faces<typeof resetControl> {}

/** Gives an object the controls of an emulator. */
export function withControls<Own extends object>(
  own: Own,
  services: EmulatorServices,
): Own & EmulatorControls {
  for (const [name, { inProcess }] of Object.entries(controls)) {
    const face = inProcess(services);
    // A value may be another one the next time that it is read.
    const descriptor = typeof face === "function" ? { value: face } : { get: () => inProcess(services) };
    Object.defineProperty(own, name, { ...descriptor, enumerable: true });
  }
  return own as Own & EmulatorControls;
}
