import { z } from "zod";
import { Control } from "./control";

const move = z.union([z.strictObject({ advance: z.number() }), z.strictObject({ set: z.string() })]);

/** What changes how the emulator behaves from now on. */
export const timeControls = {
  /** The clock. */
  clock: new Control(({ clock }) => clock)
    .over("GET /clock", {}, (clock) => ({ now: clock.now().toISOString() }))
    .over("POST /clock", { body: move }, (clock, { body }) => {
      if ("advance" in body) clock.advance(body.advance);
      else clock.set(body.set);
      return { now: clock.now().toISOString() };
    }),

  /** Minutes of the clock that a workflow takes from the commit to its last step. */
  workflowMinutes: new Control(({ workflowSpeed }): number => workflowSpeed.workflowMinutes).over(
    "GET /workflow",
    {},
    (minutes) => ({ minutes }),
  ),

  /** Sets the minutes that a workflow takes; labels, lags and cancellations change by the same factor. 0: all is done at the next look. */
  setWorkflowMinutes: new Control(
    ({ workflowSpeed }) =>
      (minutes: number): void =>
        workflowSpeed.set(minutes),
  ).over("PUT /workflow", { body: z.strictObject({ minutes: z.number() }) }, (set, { body }) =>
    set(body.minutes),
  ),

  /** Whether responses are written as submitters have seen the service write them. */
  fieldBehavior: new Control(({ fieldBehavior }): boolean => fieldBehavior.isOn).over(
    "GET /field-behavior",
    {},
    (on) => ({ on }),
  ),

  /** Switches whether responses are written as submitters have seen the service write them: the same objects in other words. */
  setFieldBehavior: new Control(
    ({ fieldBehavior }) =>
      (isOn: boolean): void =>
        fieldBehavior.set(isOn),
  ).over("PUT /field-behavior", { body: z.strictObject({ on: z.boolean() }) }, (set, { body }) =>
    set(body.on),
  ),
};
