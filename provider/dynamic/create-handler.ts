import type { Adopted } from "../exactly-once/adopt-interrupted";
import { createOnce } from "../exactly-once/create-once";
import type { Created, Lifecycle, Values } from "../lifecycles/core/lifecycle";
import { PermanentFailureError } from "../lifecycles/core/permanent-failure";
import { importIdProperty, resourceInputs, resourceProperty } from "../model/reserved";
import { importObject } from "./adoption";
import { InitializationError, withContext } from "./errors";
import { explained } from "./hints";
import { toPulumiValue } from "./serialize-outputs";
import type { Session } from "./session";

/** Creates the object of a resource, or imports the one that its `import` option names. */
export async function create(lifecycle: Lifecycle, session: Session, inputs: Values) {
  const { displayName } = lifecycle;
  const importId = inputs[importIdProperty];
  if (typeof importId === "string") {
    return withContext(`${displayName} ${importId}: could not be imported.`, async () =>
      outputsOf(inputs, await importObject(lifecycle, session, importId, inputs)),
    );
  }
  const created = await withContext(`${displayName}: could not be created.`, () =>
    createObject(lifecycle, session, inputs),
  );
  const { id } = created;
  const address = lifecycle.address?.(id);
  if (address !== undefined) session.context().log(`${displayName} ${id}: ${address}`);
  try {
    const outputs = await complete(lifecycle, session, created, resourceInputs(inputs));
    return outputsOf(inputs, { id, outputs });
  } catch (error) {
    const message = messageOf(lifecycle, session, id, error);
    throw new InitializationError(message, { id, properties: partialOutputs(inputs, created) }, error);
  }
}

async function createObject(lifecycle: Lifecycle, session: Session, inputs: Values): Promise<Adopted> {
  const own = resourceInputs(inputs);
  session.declared.add(lifecycle.kind, inputs[resourceProperty], own);
  const context = session.context();
  await context.devCenter.signIn();
  return createOnce({
    lifecycle,
    context,
    journal: session.journal(),
    ownership: session.ownership,
    resource: String(inputs[resourceProperty] ?? ""),
    inputs: own,
  });
}

async function complete(
  lifecycle: Lifecycle,
  session: Session,
  created: Adopted,
  inputs: Values,
): Promise<Values> {
  const { id, outputs, pendingUpdate } = created;
  const context = session.context();
  if (pendingUpdate !== undefined) return lifecycle.update(context, { id, news: inputs, ...pendingUpdate });
  return (await lifecycle.complete?.(context, created, inputs)) ?? outputs;
}

function outputsOf(inputs: Values, { id, outputs }: Created) {
  return { id, outs: toPulumiValue({ ...inputs, ...outputs }) as Record<string, unknown> };
}

/** Why an object that exists is not as declared, and what to do next. */
function messageOf({ displayName }: Lifecycle, session: Session, id: string, error: unknown): string {
  const { signal, log } = session.context();
  const lines = [
    `${displayName} ${id}: was created, but is not finished.`,
    // After ^C the abort reason is the useful message, not the error that it caused.
    explained(signal.aborted ? signal.reason : error),
    ...(error instanceof PermanentFailureError ? [] : ["Run pulumi up again: it goes on from here."]),
  ];
  if (!signal.aborted) return lines.join("\n");
  // The engine takes no result any more, so the id gets into no state; but it still shows what we log.
  const message = [
    ...lines,
    `Where no journal is kept, give it the option { import: "${id}" } for that run.`,
  ];
  log(message.join("\n"));
  return message.join("\n");
}

/** What the state keeps of an object that is not as declared yet: what is still to be updated must not look updated. */
function partialOutputs(inputs: Values, { outputs, pendingUpdate }: Adopted): Values {
  const pending = (pendingUpdate?.changed ?? []).map((name) => [name, pendingUpdate?.olds[name]]);
  try {
    return toPulumiValue({ ...inputs, ...outputs, ...Object.fromEntries(pending) }) as Values;
  } catch {
    // What the service said cannot be kept; the id can. The inputs hold Pulumi's own property, without which the
    // resource could never be read or deleted again.
    return toPulumiValue(inputs) as Values;
  }
}
