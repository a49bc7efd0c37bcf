import { z } from "zod";
import { labelSteps } from "../hardware/label-progress";
import { workflowSteps } from "../hardware/submission-progress";
import { stepIndex } from "../hardware/workflow";
import { isJsonObject, type JsonObject } from "../http/json";
import type { Audience, Entities, EntityKind, WorkflowScript } from "../store/entities";
import { entityKinds, type State } from "../store/state";
import { Control, type Id } from "./control";

const stepsOf: Partial<Record<EntityKind, readonly string[]>> = {
  submission: workflowSteps,
  shippingLabel: [...labelSteps.windowsUpdate, ...labelSteps.anotherPartner],
};

// A misspelt step would never come, and a test that waits for its failure would not show why.
function refuseUnknownSteps(kind: EntityKind, patch: object): void {
  const steps = stepsOf[kind] ?? [];
  const { failStep, holdStep }: WorkflowScript = patch;
  for (const step of [failStep, holdStep]) {
    if (step && stepIndex(steps, step) === steps.length) {
      throw new RangeError(`a ${kind} has no step "${step}"; its steps are ${steps.join(", ")}`);
    }
  }
}

const kind = z.enum(entityKinds);
const params = z.object({ kind, id: z.string() });
const patch = z.custom<JsonObject>(isJsonObject, "the body must be an object of properties to replace");
const audience = z.strictObject({
  id: z.guid().optional(),
  name: z.string().min(1),
  description: z.string().optional(),
  audienceName: z.string().optional(),
});

/** What reads and changes the objects of the account past the API. */
export const entityControls = {
  /** A copy of everything kept. */
  state: new Control(
    ({ store }) =>
      (): State =>
        store.dump(),
  ).over("GET /state", {}, (state) => state()),

  /** Changes what the API cannot: replaces the named properties. Throws a RangeError when it is not there. */
  edit: new Control(
    ({ store }) =>
      <Kind extends EntityKind>(of: Kind, id: Id, changes: Partial<Entities[Kind]>): void => {
        refuseUnknownSteps(of, changes);
        store.update(of, String(id), changes);
      },
  ).over("PATCH /entities/:kind/:id", { params, body: patch }, (edit, request) =>
    edit(request.params.kind, request.params.id, request.body),
  ),

  /** Gives properties to the next new object of a kind, such as the step it will fail in. Each call is for one more. */
  scriptNext: new Control(
    ({ store }) =>
      <Kind extends EntityKind>(of: Kind, changes: Partial<Entities[Kind]>): void => {
        refuseUnknownSteps(of, changes);
        store.overrideNext(of, changes);
      },
  ).over("POST /next/:kind", { params: z.object({ kind }), body: patch }, (scriptNext, request) =>
    scriptNext(request.params.kind, request.body),
  ),

  /** Removes what the API cannot. Throws a RangeError when it is not there. */
  remove: new Control(
    ({ store }) =>
      (of: EntityKind, id: Id): void =>
        store.remove(of, String(id)),
  ).over("DELETE /entities/:kind/:id", { params }, (remove, request) =>
    remove(request.params.kind, request.params.id),
  ),

  /** Adds an audience that labels can be restricted to. Returns its id. */
  addAudience: new Control(({ store }) => (added: Partial<Audience> & { name: string }): string => {
    const id = added.id ?? `00000000-0000-0000-0000-${store.nextId("audience").padStart(12, "0")}`;
    store.insert("audience", { description: "", audienceName: added.name, ...added, id });
    return id;
  }).over("POST /audiences", { body: audience }, (addAudience, { body }) => ({ id: addAudience(body) }), 201),
};
