import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle, Values } from "../lifecycles/core/lifecycle";
import { UpdateRefusedError } from "../lifecycles/core/update-refused";
import { changedProperties, diff } from "../model/diff";
import { liveProperties } from "../model/drift";
import { providerProperty, reservedInputs, resourceInputs, resourceProperty } from "../model/reserved";
import { noteFor } from "../model/warnings";
import { checkGiven } from "./check-handler";
import { create } from "./create-handler";
import { InitializationError, withContext } from "./errors";
import { explained } from "./hints";
import { toPulumiValue } from "./serialize-outputs";
import type { Session } from "./session";

type Handlers = Required<Omit<pulumi.dynamic.ResourceProvider<Values, Values>, "configure">> &
  Pick<pulumi.dynamic.ResourceProvider, "configure">;

/** The verbs of Pulumi's dynamic provider for one kind, each a translation between Pulumi and the lifecycle. */
export function createHandlers(lifecycle: Lifecycle, session: Session): Handlers {
  const { kind, displayName } = lifecycle;
  const { ownership, running, hintOnOldConfiguration } = session;
  /** The engine asks about an object, so it has it in its state. */
  const ofManaged = <T>(id: string, done: string, work: () => Promise<T>, hintOn?: HintOn): Promise<T> =>
    withContext(
      `${displayName} ${id}: could not be ${done}.`,
      () => {
        ownership.markManaged({ kind, id });
        return work();
      },
      hintOn,
    );
  return {
    async configure({ config }) {
      session.configure((key) => config.get(key));
    },
    check: (olds, given) =>
      withContext(`${displayName}: could not be checked.`, async () => {
        ownership.noteActivity();
        session.checkSettings();
        return checkGiven(lifecycle, session, olds ?? {}, given);
      }),
    diff: (id, olds, news) =>
      ofManaged(id, "compared", async () => {
        const note = noteFor(lifecycle, olds, news);
        if (note !== undefined) session.noteSeen({ kind, id }, note);
        session.declared.addExisting(olds[resourceProperty]);
        ownership.noteHolder({ kind, id }, olds[resourceProperty]);
        return diff(lifecycle, id, olds, news, session.seen);
      }),
    create: (inputs) => running.run(() => create(lifecycle, session, inputs)),
    read: (id, props) =>
      ofManaged(id, "read", () => read(lifecycle, session, id, props ?? {}), hintOnOldConfiguration),
    update: (id, olds, news) =>
      running.run(() => ofManaged(id, "updated", () => update(lifecycle, session, id, olds, news))),
    delete: (id, props) =>
      running.run(() =>
        ofManaged(id, "deleted", () => remove(lifecycle, session, id, props), hintOnOldConfiguration),
      ),
  };
}

type HintOn = (error: unknown) => string | undefined;

async function read(lifecycle: Lifecycle, session: Session, id: string, props: Values) {
  const { displayName, idFormat } = lifecycle;
  if (!idFormat.pattern.test(id)) {
    throw new Error(`The id of a ${displayName} looks like ${idFormat.example}; got ${JSON.stringify(id)}.`);
  }
  const observed = await lifecycle.read(session.context(), id, resourceInputs(props));
  if (observed === undefined) {
    // `get` knows the id alone, and the engine would go on with an object of which nothing is known.
    if (Object.keys(resourceInputs(props)).length === 0) throw new Error("Dev Center has no such object.");
    session.ownership.forget({ kind: lifecycle.kind, id });
    return { id: "", props: {} };
  }
  const inputs = toPulumiValue({
    ...liveProperties(lifecycle, observed, props),
    [providerProperty]: props[providerProperty],
    ...reservedInputs(props),
  }) as Record<string, unknown>;
  return { id, inputs, props: { ...inputs, ...(toPulumiValue(observed.outputs) as object) } };
}

async function update(lifecycle: Lifecycle, session: Session, id: string, olds: Values, news: Values) {
  const change = { id, olds, news: resourceInputs(news), changed: changedProperties(lifecycle, olds, news) };
  const outputs = await lifecycle.update(session.context(), change).catch((error: unknown) => {
    if (!(error instanceof UpdateRefusedError)) throw error;
    // The state keeps what is on the service, so the next diff sees the change, and that it takes a replacement.
    const properties = toPulumiValue({ ...olds, refusedInPlace: error.properties }) as Values;
    throw new InitializationError(
      `${lifecycle.displayName} ${id}: could not be updated.\n${explained(error)}`,
      { id, properties },
      error,
    );
  });
  return { outs: toPulumiValue({ ...news, ...outputs }) as Record<string, unknown> };
}

async function remove(lifecycle: Lifecycle, session: Session, id: string, outputs: Values): Promise<void> {
  // Nothing to do: another resource has this very object, which it adopted or imported, and the engine now deletes the old
  // one. To delete the object would take it from the new resource.
  if (session.ownership.outlives({ kind: lifecycle.kind, id }, outputs[resourceProperty])) return;
  await lifecycle.delete(session.context(), id, outputs);
  session.ownership.forget({ kind: lifecycle.kind, id });
}
