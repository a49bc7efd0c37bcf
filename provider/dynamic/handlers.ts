import type * as pulumi from "@pulumi/pulumi";
import { HalfMadeError } from "../lifecycles/half-made-error";
import type { Lifecycle, Made, Values } from "../lifecycles/lifecycle";
import { check } from "./check";
import { changedProperties, diff } from "./diff";
import { liveProperties, mismatches } from "./drift";
import { HandlerError, InitializationError } from "./failure";
import { portable } from "./outgoing";
import { adoptProperty, ownProperties, providerProperty } from "./reserved";
import type { Session } from "./session";

type Handlers = Required<Omit<pulumi.dynamic.ResourceProvider<Values, Values>, "configure">> &
  Pick<pulumi.dynamic.ResourceProvider, "configure">;

/** The verbs of Pulumi's dynamic provider for one kind, each a translation between Pulumi and the lifecycle. */
export function createHandlers(lifecycle: Lifecycle, session: Session): Handlers {
  return {
    async configure({ config }) {
      session.configure((key) => config.get(key));
    },
    check: (_, news) =>
      told(`${lifecycle.noun}: could not be checked.`, async () => {
        session.checkSettings();
        return check(lifecycle, news);
      }),
    diff: (id, olds, news) =>
      told(`${lifecycle.noun} ${id}: could not be compared.`, async () => diff(lifecycle, id, olds, news)),
    create: (inputs) => create(lifecycle, session, inputs),
    read: (id, props) =>
      told(`${lifecycle.noun} ${id}: could not be read.`, () => read(lifecycle, session, id, props ?? {})),
    update: (id, olds, news) =>
      told(`${lifecycle.noun} ${id}: could not be updated.`, () =>
        update(lifecycle, session, id, olds, news),
      ),
    delete: (id, props) =>
      told(`${lifecycle.noun} ${id}: could not be let go.`, () =>
        lifecycle.delete(session.context(), id, props),
      ),
  };
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    throw new HandlerError(`${what}\n${(error as Error).message}`, error);
  }
}

async function create(lifecycle: Lifecycle, session: Session, inputs: Values) {
  const adoptId = inputs[adoptProperty];
  if (typeof adoptId === "string") {
    return told(`${lifecycle.noun} ${adoptId}: could not be imported.`, () =>
      adopt(lifecycle, session, adoptId, inputs),
    );
  }
  return told(`${lifecycle.noun}: could not be created.`, async () => {
    const own = ownProperties(inputs);
    try {
      return created(inputs, await lifecycle.create(session.context(), own));
    } catch (error) {
      if (!(error instanceof HalfMadeError)) throw error;
      const message = `${lifecycle.noun} ${error.made.id}: was created, but is not finished.\n${error.message}`;
      throw halfMade(message, inputs, error.made, error);
    }
  });
}

/** Whatever goes wrong once the object exists must not lose its id. */
function created(inputs: Values, made: Made) {
  try {
    if (made.id === "") throw new TypeError("its id is empty");
    const outs = portable({ ...inputs, ...made.computed }) as Record<string, unknown>;
    return { id: made.id, outs };
  } catch (cause) {
    throw halfMade(
      `${made.id}: was created, but ${(cause as Error).message}.`,
      inputs,
      { ...made, computed: {} },
      cause,
    );
  }
}

function halfMade(message: string, inputs: Values, made: Made, cause: unknown): InitializationError {
  // The inputs hold Pulumi's own property, without which the resource could never be read or deleted again.
  const properties = portable({ ...inputs, ...made.computed }) as Values;
  return new InitializationError(message, { id: made.id, properties }, cause);
}

/** Takes what exists into state, if it is what the program says; changes nothing on the service. */
async function adopt(lifecycle: Lifecycle, session: Session, id: string, inputs: Values) {
  const observed = await lifecycle.read(session.context(), id);
  if (observed === undefined) throw new Error("Dev Center has no such object. Nothing was created.");
  const differences = mismatches(lifecycle, observed, inputs);
  if (differences.length > 0) {
    throw new Error(
      [
        "It is not what the program declares. Nothing was imported, and nothing was changed.",
        ...differences,
      ].join("\n  "),
    );
  }
  return created(inputs, { id, computed: observed.computed });
}

async function read(lifecycle: Lifecycle, session: Session, id: string, props: Values) {
  if (!lifecycle.idForm.pattern.test(id)) {
    throw new Error(
      `The id of a ${lifecycle.noun} looks like ${lifecycle.idForm.example}; got ${JSON.stringify(id)}.`,
    );
  }
  const observed = await lifecycle.read(session.context(), id);
  if (observed === undefined) {
    // `get` knows the id alone, and the engine would go on with an object of which nothing is known.
    if (Object.keys(ownProperties(props)).length === 0) throw new Error("Dev Center has no such object.");
    return { id: "", props: {} };
  }
  const inputs = portable({
    ...liveProperties(lifecycle, observed, props),
    [providerProperty]: props[providerProperty],
    [adoptProperty]: props[adoptProperty],
  }) as Record<string, unknown>;
  return { id, inputs, props: { ...inputs, ...(portable(observed.computed) as object) } };
}

async function update(lifecycle: Lifecycle, session: Session, id: string, olds: Values, news: Values) {
  const change = { id, olds, news: ownProperties(news), changed: changedProperties(lifecycle, olds, news) };
  const computed = await lifecycle.update(session.context(), change);
  return { outs: portable({ ...news, ...computed }) as Record<string, unknown> };
}
