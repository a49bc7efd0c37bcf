import { isDeepStrictEqual } from "node:util";
import { providerText } from "../provider/dynamic/dev-center-resource";
import type { Values } from "../provider/lifecycles/core/lifecycle";
import type { ProviderProcess } from "./emulated-handlers";
import type { Kind } from "./sample-inputs";

/** One resource of a program. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  /** May hold `idOf` in the place of a value. */
  readonly inputs: Values;
  readonly deleteBeforeReplace?: boolean;
}

export type Program = readonly Declaration[];

const reference = "$idOf";

/** A part of another resource's id, counted from 0, as an input: what a program writes as `template.templateId`. */
export function idOf(name: string, part = 0): object {
  return { [reference]: name, part };
}

/** One resource in the state. */
export interface Kept {
  readonly name: string;
  readonly kind: Kind;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Its creation failed half way. */
  readonly halfMade?: boolean;
  /** Another has taken its place; it is still to be deleted. */
  readonly replaced?: boolean;
  /** It is deleted; another is still to take its place. */
  readonly deleted?: boolean;
}

/** What a run did, as "verb name", and what went wrong. */
export interface Run {
  readonly done: readonly string[];
  readonly errors: readonly Error[];
}

class Skipped extends Error {}

/**
 * What Pulumi's engine does with the handlers of a provider process, over a program: check, diff, create, update,
 * replace, delete, read; every value through JSON; a new process for each run. What fails with an id is kept as half
 * made and updated by the next run; what fails without one leaves no trace; what needs it is skipped; and nothing is
 * deleted by a run in which something failed.
 */
export class SmallEngine {
  /** In the order in which they came into it. */
  state: Kept[] = [];
  /** All that ever was in it, as "kind id": what is nowhere else but on the service is nobody's. */
  readonly known = new Set<string>();
  readonly #open: () => ProviderProcess;
  readonly #inTurn: boolean;

  /** @param inTurn one resource after the other instead of all that are independent at once */
  constructor(open: () => ProviderProcess, { inTurn = false } = {}) {
    this.#open = open;
    this.#inTurn = inTurn;
  }

  /** Brings the service to what the program declares. */
  up(program: Program): Promise<Run> {
    return this.#run(async (step) => {
      const registered = new Map<string, Promise<Kept>>();
      let before: Promise<unknown> = Promise.resolve();
      for (const declaration of program) {
        const turn = this.#inTurn ? before : undefined;
        const done = this.#register(declaration, registered, step, turn);
        registered.set(declaration.name, done);
        before = done.catch(() => undefined);
      }
      const outcomes = await Promise.allSettled(registered.values());
      if (outcomes.every(({ status }) => status === "fulfilled")) await this.#deleteRest(program, step);
    });
  }

  /** Reads everything in the state, or what is of one kind. */
  refresh(only?: Kind): Promise<Run> {
    return this.#run(async (step) => {
      const wanted = this.state.filter(({ kind }) => only === undefined || kind === only);
      const reads = wanted.map(
        ({ name }) =>
          () =>
            this.#refresh(name, step),
      );
      if (!this.#inTurn) await Promise.allSettled(reads.map((read) => read()));
      else for (const read of reads) await read().catch(() => undefined);
    });
  }

  async #run(work: (step: Step) => Promise<void>): Promise<Run> {
    const provider = this.#open();
    const done: string[] = [];
    const errors: Error[] = [];
    const step: Step = async (verb, { kind, name }, call) => {
      try {
        const answer = onWire(await call(provider.handlers(kind)));
        if (verb !== undefined) done.push(`${verb} ${name}`);
        return answer;
      } catch (error) {
        errors.push(error as Error);
        throw error;
      }
    };
    try {
      await work(step);
    } finally {
      provider.settle();
      await provider.close();
    }
    return { done, errors };
  }

  async #register(
    declaration: Declaration,
    registered: ReadonlyMap<string, Promise<Kept>>,
    step: Step,
    turn: Promise<unknown> | undefined,
  ): Promise<Kept> {
    // What is declared first speaks first, as in a program; but nothing happens before all is declared.
    await turn;
    const raw = (await resolved(declaration.inputs, registered)) as Values;
    const { name, kind } = declaration;
    const old = this.state.find((kept) => kept.name === name && kept.kind === kind && !kept.replaced);
    const news = onWire({ ...raw, __provider: providerText(kind) });
    const inputs = await step(undefined, declaration, async (handlers) => {
      const checked = await handlers.check(onWire(old?.inputs ?? {}), news);
      if (checked.failures?.length) throw new Error(JSON.stringify(checked.failures));
      return checked.inputs as Values;
    });
    if (old === undefined || old.deleted) return this.#create(declaration, inputs, step, old);
    const { changes, replaces = [] } = await step(undefined, old, (handlers) =>
      handlers.diff(old.id, onWire(old.outputs), inputs),
    );
    const changed = old.halfMade || (changes ?? !isDeepStrictEqual(old.inputs, inputs));
    if (!changed && replaces.length === 0) return this.#put(old, { ...old, inputs });
    if (replaces.length === 0) return this.#update(old, inputs, step);
    if (!declaration.deleteBeforeReplace) return this.#create(declaration, inputs, step, old);
    await step("delete", old, (handlers) => handlers.delete(old.id, onWire(old.outputs)));
    const gone = this.#put(old, { ...old, deleted: true });
    return this.#create(declaration, inputs, step, gone);
  }

  async #create(declaration: Declaration, inputs: Values, step: Step, old: Kept | undefined): Promise<Kept> {
    const { name, kind } = declaration;
    const keep = (id: string, outputs: Values, halfMade: boolean) => {
      if (old?.deleted) this.#remove(old);
      else if (old !== undefined) this.#put(old, { ...old, replaced: true });
      const made: Kept = { name, kind, id, inputs, outputs, ...(halfMade && { halfMade }) };
      this.state.push(made);
      this.known.add(`${kind} ${id.split("/").at(-1)}`);
      return made;
    };
    try {
      const { id, outs } = await step("create", declaration, (handlers) => handlers.create(onWire(inputs)));
      return keep(id, outs ?? {}, false);
    } catch (error) {
      const { id, properties } = error as { id?: string; properties?: Values };
      if (id !== undefined && properties !== undefined) keep(id, onWire(properties), true);
      throw error;
    }
  }

  async #update(old: Kept, inputs: Values, step: Step): Promise<Kept> {
    const { outs = {} } = await step("update", old, (handlers) =>
      handlers.update(old.id, onWire(old.outputs), onWire(inputs)),
    );
    const { halfMade: _, ...rest } = old;
    return this.#put(old, { ...rest, inputs, outputs: outs });
  }

  async #refresh(name: string, step: Step): Promise<void> {
    const old = this.state.find((kept) => kept.name === name && !kept.replaced);
    if (old === undefined) return;
    const { id, inputs, props } = await step(undefined, old, (handlers) =>
      handlers.read(old.id, onWire(old.outputs)),
    );
    const { halfMade: _, ...rest } = old;
    if (id === "") this.#remove(old);
    else this.#put(old, { ...rest, inputs: inputs ?? old.inputs, outputs: props ?? {} });
  }

  /** The last to come goes first, since it may need those before it. */
  async #deleteRest(program: Program, step: Step): Promise<void> {
    const isDeclared = (kept: Kept) =>
      !kept.replaced && program.some(({ name, kind }) => name === kept.name && kind === kept.kind);
    for (const kept of this.state.filter((entry) => !isDeclared(entry)).reverse()) {
      if (!kept.deleted) {
        const deleted = step("delete", kept, (handlers) => handlers.delete(kept.id, onWire(kept.outputs)));
        if (await deleted.catch(() => "failed")) return;
      }
      this.#remove(kept);
    }
  }

  #put(old: Kept, kept: Kept): Kept {
    this.state[this.state.indexOf(old)] = kept;
    return kept;
  }

  #remove(old: Kept): void {
    this.state.splice(this.state.indexOf(old), 1);
  }
}

type Handlers = ReturnType<ProviderProcess["handlers"]>;

type Step = <T>(
  verb: string | undefined,
  of: { readonly kind: Kind; readonly name: string },
  call: (handlers: Handlers) => Promise<T>,
) => Promise<T>;

/** As it comes out at the other end of Pulumi's wire. */
function onWire<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

async function resolved(value: unknown, registered: ReadonlyMap<string, Promise<Kept>>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolved(item, registered)));
  if (value === null || typeof value !== "object") return value;
  if (reference in value) {
    const { [reference]: name, part } = value as { [reference]: string; part: number };
    const { id } = await (registered.get(name) ?? missing(name)).catch(() => missing(name));
    return id.split("/")[part];
  }
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await resolved(inner, registered)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function missing(name: string): Promise<never> {
  throw new Skipped(`${name} is not there`);
}
