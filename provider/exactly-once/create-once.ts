import { mayHaveTakenEffect } from "../api/errors/may-be-done";
import { UnexpectedAnswerError } from "../api/errors/unexpected-answer-error";
import type { Created, Listed } from "../lifecycles/core/lifecycle";
import { pauseIfAsked } from "../lifecycles/core/requested-pause";
import { mismatches } from "../model/drift";
import { type Claimant, type Owned, takeOver } from "./adopt-interrupted";
import { fromNow, type Period, periodOf } from "./creation-period";
import type { Journal, LeftBehind, Wanted } from "./journal";
import { claimOf } from "./ownership";

export interface Creation extends Claimant {
  readonly journal: Journal;
  /** The URN of the resource. */
  readonly resource: string;
}

const attempts = 3;
const pauseMs = 1_000;

/**
 * Makes an object exactly once. What a killed run has made is taken over; after an answer that was lost, the service
 * is asked what happened before it is asked again.
 */
export async function makeOnce(creation: Creation): Promise<Owned> {
  const { lifecycle, context, journal, inputs } = creation;
  const found = await takeOverFromKilledRun(creation);
  if (found !== undefined) return found;
  const intent = journal.begin(wantedBy(creation));
  const since = fromNow(context);
  for (let attempt = 1; ; attempt++) {
    try {
      const made = await lifecycle.create(context, inputs);
      if (made.id === "") throw new Error("Dev Center gave it no id: its id is empty.");
      const own = await claim(creation, made, since);
      intent.made(own.id);
      await lookForTwins(creation);
      return own;
    } catch (error) {
      if (!mayHaveBeenMade(error)) {
        intent.erase();
        throw error;
      }
      // When the service cannot even be asked, the intent stays for the next run.
      await pauseIfAsked(context, error);
      const made = await findMade(creation, since);
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

function wantedBy({ lifecycle, resource, inputs }: Creation): Wanted {
  return { kind: lifecycle.displayName, resource, inputs };
}

/**
 * A twin of the same program, whose answer was lost, may have taken this one for its own while our answer was on its
 * way. Then its own is still there for us.
 */
async function claim(creation: Creation, made: Created, since: () => Period): Promise<Created> {
  const { lifecycle, claims } = creation;
  const own = claimOf(lifecycle.displayName, made.id);
  if (claims.found.has(own)) return (await findMade(creation, since)) ?? made;
  claims.taken.add(own);
  return made;
}

function mayHaveBeenMade(error: unknown): boolean {
  return mayHaveTakenEffect(error) || error instanceof UnexpectedAnswerError;
}

async function takeOverFromKilledRun(creation: Creation): Promise<Owned | undefined> {
  const wanted = wantedBy(creation);
  for (const intent of creation.journal.leftBehind(wanted)) {
    const owned = await lookForMade(creation, intent);
    // Anew, under this process: until the engine has it, another kill must not lose it.
    if (owned !== undefined) creation.journal.begin(wanted).made(owned.id);
    intent.erase();
    if (owned !== undefined) return owned;
  }
  return undefined;
}

async function lookForMade(creation: Creation, intent: LeftBehind): Promise<Owned | undefined> {
  const { id, isEqual, resource } = intent;
  if (id !== undefined) return takeOver(creation, { id, isEqual });
  if (isEqual) return findMade(creation, () => periodOf(intent, creation.context));
  creation.context.log(
    `A run that was cut off had begun to create this ${creation.lifecycle.displayName}, as the program was then: ${resource}. Whether Dev Center has made it cannot be told.`,
  );
  return undefined;
}

/**
 * What a killed run made for a resource that has another name today is not taken over, but its owner is to hear of it by
 * its id: so that is noted.
 */
async function lookForTwins(creation: Creation): Promise<void> {
  for (const twin of creation.journal.lostTwins(wantedBy(creation))) {
    try {
      const rows = await findRows(creation, () => periodOf(twin, creation.context));
      twin.found(rows.map(({ id }) => id));
    } catch {
      // Ours is made, whatever becomes of the search for another.
    }
  }
}

/** What this creation has made, taken for its own. */
async function findMade(creation: Creation, period: () => Period): Promise<Created | undefined> {
  const { lifecycle, context, claims } = creation;
  const kind = lifecycle.displayName;
  const [row] = await findRows(creation, period);
  if (row === undefined) return undefined;
  claims.taken.add(claimOf(kind, row.id));
  claims.found.add(claimOf(kind, row.id));
  context.log(`${kind} ${row.id} had been made although its answer was lost; it is taken over.`);
  return { id: row.id, outputs: row.outputs };
}

/** The objects of the service that are what was wanted, came in that period, and belong to nobody yet: the youngest first. */
async function findRows(creation: Creation, period: () => Period): Promise<Listed[]> {
  const { lifecycle, context, journal, claims, inputs } = creation;
  const kind = lifecycle.displayName;
  // An equal one that is young may be in state already.
  await claims.engineHasSpoken();
  const rows = await lifecycle.list(context, inputs);
  const { fromMs, untilMs } = period();
  const isThen = (at: number) => at >= fromMs && at <= untilMs;
  const isOurs = (row: Listed) =>
    !claims.taken.has(claimOf(kind, row.id)) &&
    !journal.isOfAnother(wantedBy(creation), row.id) &&
    (row.createdAt === undefined || isThen(row.createdAt.getTime())) &&
    mismatches(lifecycle, row, inputs).length === 0;
  // Of an equal one that was let go a moment ago, it is told by being the younger.
  return rows.filter(isOurs).sort(youngestFirst);
}

function youngestFirst(one: Listed, other: Listed): number {
  const apartMs = (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0);
  return apartMs || Number(lastNumber(other.id) - lastNumber(one.id));
}

function lastNumber(id: string): bigint {
  return BigInt(/\d+$/.exec(id)?.[0] ?? 0);
}
