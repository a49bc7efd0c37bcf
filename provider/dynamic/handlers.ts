import type * as pulumi from "@pulumi/pulumi";
import type { Owned } from "../exactly-once/adopt-interrupted";
import { makeOnce } from "../exactly-once/create-once";
import { claimOf } from "../exactly-once/ownership";
import type { Created, Lifecycle, Values } from "../lifecycles/core/lifecycle";
import { PermanentFailureError } from "../lifecycles/core/permanent-failure";
import { UpdateRefusedError } from "../lifecycles/core/update-refused";
import { changedProperties, diff } from "../model/diff";
import { liveProperties } from "../model/drift";
import {
  adoptProperty,
  bridgeProperties,
  ownProperties,
  providerProperty,
  resourceProperty,
} from "../model/reserved";
import { notedOf } from "../model/warnings";
import { adopt } from "./adoption";
import { checkGiven } from "./check-handler";
import { HandlerError, InitializationError } from "./errors";
import { explained } from "./hints";
import { portable } from "./serialize-outputs";
import type { Session } from "./session";

type Handlers = Required<Omit<pulumi.dynamic.ResourceProvider<Values, Values>, "configure">> &
  Pick<pulumi.dynamic.ResourceProvider, "configure">;

/** The verbs of Pulumi's dynamic provider for one kind, each a translation between Pulumi and the lifecycle. */
export function createHandlers(lifecycle: Lifecycle, session: Session): Handlers {
  const { displayName } = lifecycle;
  return {
    async configure({ config }) {
      session.configure((key) => config.get(key));
    },
    check: (olds, given) =>
      told(`${displayName}: could not be checked.`, async () => {
        session.engineSpeaks();
        session.checkSettings();
        return checkGiven(lifecycle, session, olds ?? {}, given);
      }),
    diff: (id, olds, news) =>
      told(`${displayName} ${id}: could not be compared.`, async () => {
        session.engineKnows(displayName, id);
        const noted = notedOf(lifecycle, olds, news);
        if (noted !== undefined) session.saw(displayName, id, noted);
        return diff(lifecycle, id, olds, news, session.seen);
      }),
    create: (inputs) => session.busy(() => create(lifecycle, session, inputs)),
    read: (id, props) =>
      told(
        `${displayName} ${id}: could not be read.`,
        () => {
          session.engineKnows(displayName, id);
          return read(lifecycle, session, id, props ?? {});
        },
        session.hintOnOldConfiguration,
      ),
    update: (id, olds, news) =>
      session.busy(() =>
        told(`${displayName} ${id}: could not be updated.`, () => {
          session.engineKnows(displayName, id);
          return update(lifecycle, session, id, olds, news);
        }),
      ),
    delete: (id, props) =>
      session.busy(() =>
        told(
          `${displayName} ${id}: could not be deleted.`,
          async () => {
            session.engineKnows(displayName, id);
            // The replacement made in this run has adopted this very object: deleting it would delete the new resource.
            if (session.claims.found.has(claimOf(displayName, id))) return;
            await lifecycle.delete(session.context(), id, props);
          },
          session.hintOnOldConfiguration,
        ),
      ),
  };
}

async function told<T>(
  what: string,
  work: () => Promise<T>,
  hintOn: (error: unknown) => string | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    const lines = [what, explained(error), hintOn(error)].filter((line) => line !== undefined);
    throw new HandlerError(lines.join("\n"), error);
  }
}

async function create(lifecycle: Lifecycle, session: Session, inputs: Values) {
  const { displayName } = lifecycle;
  const adoptId = inputs[adoptProperty];
  if (typeof adoptId === "string") {
    return told(`${displayName} ${adoptId}: could not be imported.`, async () =>
      created(inputs, await adopt(lifecycle, session, adoptId, inputs)),
    );
  }
  const own = ownProperties(inputs);
  session.declared.add(displayName, inputs[resourceProperty], own);
  const made = await told(`${displayName}: could not be created.`, async () => {
    const context = session.context();
    await context.devCenter.signIn();
    return makeOnce({
      lifecycle,
      context,
      journal: session.journal(),
      claims: session.claims,
      resource: String(inputs[resourceProperty] ?? ""),
      inputs: own,
    });
  });
  const address = lifecycle.address?.(made.id);
  if (address !== undefined) session.context().log(`${displayName} ${made.id}: ${address}`);
  try {
    return created(inputs, { id: made.id, outputs: await finish(lifecycle, session, made, own) });
  } catch (error) {
    const { signal, log } = session.context();
    const message = [
      `${displayName} ${made.id}: was created, but is not finished.`,
      // What was interrupted says so in words of its own.
      explained(signal.aborted ? signal.reason : error),
      ...(error instanceof PermanentFailureError ? [] : ["Run pulumi up again: it goes on from here."]),
    ];
    if (signal.aborted) {
      // The engine takes no answer any more, so the id gets into no state; but it still shows what we say.
      message.push(`Where no journal is kept, give it the option { import: "${made.id}" } for that run.`);
      log(message.join("\n"));
    }
    throw halfMade(message.join("\n"), inputs, made, error);
  }
}

async function finish(lifecycle: Lifecycle, session: Session, made: Owned, inputs: Values): Promise<Values> {
  const { id, outputs, outdated } = made;
  if (outdated !== undefined) return lifecycle.update(session.context(), { id, news: inputs, ...outdated });
  return (await lifecycle.complete?.(session.context(), made, inputs)) ?? outputs;
}

function created(inputs: Values, { id, outputs }: Created) {
  return { id, outs: portable({ ...inputs, ...outputs }) as Record<string, unknown> };
}

function halfMade(message: string, inputs: Values, made: Owned, cause: unknown): InitializationError {
  // The inputs hold Pulumi's own property, without which the resource could never be read or deleted again.
  let properties = portable(inputs) as Values;
  try {
    // What is still to be updated must not look as if it were.
    const outdated = (made.outdated?.changed ?? []).map((name) => [name, made.outdated?.olds[name]]);
    properties = portable({ ...inputs, ...made.outputs, ...Object.fromEntries(outdated) }) as Values;
  } catch {
    // What the service said cannot be kept; the id can.
  }
  return new InitializationError(message, { id: made.id, properties }, cause);
}

async function read(lifecycle: Lifecycle, session: Session, id: string, props: Values) {
  if (!lifecycle.idFormat.pattern.test(id)) {
    throw new Error(
      `The id of a ${lifecycle.displayName} looks like ${lifecycle.idFormat.example}; got ${JSON.stringify(id)}.`,
    );
  }
  const observed = await lifecycle.read(session.context(), id, ownProperties(props));
  if (observed === undefined) {
    // `get` knows the id alone, and the engine would go on with an object of which nothing is known.
    if (Object.keys(ownProperties(props)).length === 0) throw new Error("Dev Center has no such object.");
    return { id: "", props: {} };
  }
  const inputs = portable({
    ...liveProperties(lifecycle, observed, props),
    [providerProperty]: props[providerProperty],
    ...bridgeProperties(props),
  }) as Record<string, unknown>;
  return { id, inputs, props: { ...inputs, ...(portable(observed.outputs) as object) } };
}

async function update(lifecycle: Lifecycle, session: Session, id: string, olds: Values, news: Values) {
  const change = { id, olds, news: ownProperties(news), changed: changedProperties(lifecycle, olds, news) };
  const outputs = await lifecycle.update(session.context(), change).catch((error: unknown) => {
    if (!(error instanceof UpdateRefusedError)) throw error;
    // What stands in state is what is there, so the next diff sees the change, and that it takes a replacement.
    const properties = portable({ ...olds, refusedInPlace: error.properties }) as Values;
    throw new InitializationError(
      `${lifecycle.displayName} ${id}: could not be updated.\n${explained(error)}`,
      { id, properties },
      error,
    );
  });
  return { outs: portable({ ...news, ...outputs }) as Record<string, unknown> };
}
