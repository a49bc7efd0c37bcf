import { mayBeDone } from "../api/errors/may-be-done";
import { UnexpectedAnswerError } from "../api/errors/unexpected-answer-error";
import type { Context, Lifecycle, Listed, Made, Values } from "../lifecycles/lifecycle";
import { mismatches } from "./drift";
import type { Journal, LeftBehind } from "./journal";

/** What the process knows of which objects belong to whom. */
export interface Claims {
  /** Objects that the engine has in state, or that a creation of this process has taken. */
  readonly taken: Set<string>;
  /** Those among them that a creation of this process found after its answer was lost. */
  readonly found: Set<string>;
  /** Resolves when the engine has asked about what it has, as far as can be told. */
  engineHasSpoken(): Promise<void>;
}

export interface Creation {
  readonly lifecycle: Lifecycle;
  readonly context: Context;
  readonly journal: Journal;
  readonly claims: Claims;
  readonly inputs: Values;
}

const attempts = 3;
const pauseMs = 1_000;
/** How far the service may be from its own clock, in the times that it writes. */
const skewMs = 5 * 60_000;

/**
 * Makes an object exactly once. What a killed run has made is taken over; after an answer that was lost, the service
 * is asked what happened before it is asked again.
 */
export async function makeOnce(creation: Creation): Promise<Made> {
  const { lifecycle, context, journal, inputs } = creation;
  const kind = lifecycle.noun;
  const found = await takeOverFromKilledRun(creation);
  if (found !== undefined) return found;
  const intent = journal.begin(kind, inputs);
  const startedAt = context.clock.now();
  for (let attempt = 1; ; attempt++) {
    try {
      const made = await lifecycle.make(context, inputs);
      if (made.id === "") throw new Error("Dev Center gave it no id: its id is empty.");
      const own = await claim(creation, made, startedAt);
      intent.made(own.id);
      return own;
    } catch (error) {
      if (!mayHaveBeenMade(error)) {
        intent.erase();
        throw error;
      }
      // When the service cannot even be asked, the intent stays for the next run.
      const made = await findMade(creation, startedAt);
      if (made !== undefined) {
        intent.made(made.id);
        return made;
      }
      if (attempt === attempts) {
        intent.erase();
        throw error;
      }
      await context.clock.wait(pauseMs * attempt);
    }
  }
}

/**
 * A twin of the same program, whose answer was lost, may have taken this one for its own while our answer was on its
 * way. Then its own is still there for us.
 */
async function claim(creation: Creation, made: Made, startedAt: Date): Promise<Made> {
  const { lifecycle, claims } = creation;
  const own = claimOf(lifecycle.noun, made.id);
  if (claims.found.has(own)) return (await findMade(creation, startedAt)) ?? made;
  claims.taken.add(own);
  return made;
}

function mayHaveBeenMade(error: unknown): boolean {
  return mayBeDone(error) || error instanceof UnexpectedAnswerError;
}

async function takeOverFromKilledRun(creation: Creation): Promise<Made | undefined> {
  const { lifecycle, journal, claims, inputs } = creation;
  const kind = lifecycle.noun;
  if (journal.leftBehind(kind, inputs).length === 0) return undefined;
  // An equal resource may be in state already, and its intent only not erased yet.
  await claims.engineHasSpoken();
  for (const intent of journal.leftBehind(kind, inputs)) {
    const made = await takeOver(creation, intent);
    intent.erase();
    if (made !== undefined) return made;
  }
  return undefined;
}

async function takeOver(creation: Creation, intent: LeftBehind): Promise<Made | undefined> {
  const { lifecycle, context, journal, claims, inputs } = creation;
  const kind = lifecycle.noun;
  if (intent.id === undefined) {
    const made = await findMade(creation, new Date(intent.startedAt));
    if (made !== undefined) journal.begin(kind, inputs).made(made.id);
    return made;
  }
  const claim = claimOf(kind, intent.id);
  if (claims.taken.has(claim)) return undefined;
  claims.taken.add(claim);
  // Anew, under this process: until the engine has it, another kill must not lose it.
  journal.begin(kind, inputs).made(intent.id);
  const observed = await lifecycle.read(context, intent.id, inputs);
  if (observed === undefined) return undefined;
  context.say(`${lifecycle.noun} ${intent.id} was made by a run that was cut off; it is taken over.`);
  return { id: intent.id, computed: observed.computed };
}

/** An object of the service that is what was wanted, came since then, and belongs to nobody yet. */
async function findMade(creation: Creation, since: Date): Promise<Made | undefined> {
  const { lifecycle, context, claims, inputs } = creation;
  const kind = lifecycle.noun;
  // An equal one that is young may be in state already.
  await claims.engineHasSpoken();
  const rows = await lifecycle.list(context, inputs);
  // Not before the service has answered: only then is its clock known for sure.
  const earliest = context.devCenter.serviceTime(since).getTime() - skewMs;
  const isOurs = (row: Listed) =>
    !claims.taken.has(claimOf(kind, row.id)) &&
    (row.createdAt === undefined || row.createdAt.getTime() >= earliest) &&
    mismatches(lifecycle, row, inputs).length === 0;
  // Of an equal one that was let go a moment ago, it is told by being the younger.
  const [row] = rows.filter(isOurs).sort(youngestFirst);
  if (row === undefined) return undefined;
  claims.taken.add(claimOf(kind, row.id));
  claims.found.add(claimOf(kind, row.id));
  context.say(`${lifecycle.noun} ${row.id} had been made although its answer was lost; it is taken over.`);
  return { id: row.id, computed: row.computed };
}

function youngestFirst(one: Listed, other: Listed): number {
  const apartMs = (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0);
  return apartMs || Number(lastNumber(other.id) - lastNumber(one.id));
}

function lastNumber(id: string): bigint {
  return BigInt(/\d+$/.exec(id)?.[0] ?? 0);
}

/** Ids are unique among objects of a kind only. */
export function claimOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
