import { mayHaveTakenEffect } from "../api/errors/may-have-taken-effect";
import { UnexpectedAnswerError } from "../api/errors/unexpected-answer-error";
import type { Created } from "../lifecycles/core/lifecycle";
import { pauseIfAsked } from "../lifecycles/core/requested-pause";
import { type Adopted, adoptInterrupted, type CreationContext } from "./adopt-interrupted";
import { fromNow, type Period, periodOf } from "./creation-period";
import { findCandidates, findCreated } from "./find-created";
import type { CreationRequest, IntentHandle, InterruptedIntent, Journal } from "./journal";

export interface Creation extends CreationContext {
  readonly journal: Journal;
}

const attempts = 3;
const pauseMs = 1_000;

/**
 * Creates an object exactly once. What a killed run created is adopted; after a lost response, the service is asked what
 * became of the request before it is sent again. The states of a creation are in README.md beside this file.
 */
export async function createOnce(creation: Creation): Promise<Adopted> {
  const { lifecycle, context, journal, inputs } = creation;
  const interrupted = await adoptFromKilledRun(creation);
  if (interrupted !== undefined) return interrupted;
  const intent = journal.begin(requestOf(creation));
  const since = fromNow(context);
  for (let attempt = 1; ; attempt++) {
    let lost: unknown;
    try {
      const created = await lifecycle.create(context, inputs);
      if (created.id === "") throw new Error("Dev Center gave it no id: its id is empty.");
      const own = await claim(creation, created, since);
      if (own !== undefined) return await note(creation, intent, own);
    } catch (error) {
      // A refusal says nothing of the request before it, whose response was lost.
      if (!mayHaveBeenCreated(error) && attempt === 1) {
        intent.erase();
        throw error;
      }
      lost = error;
    }
    const isLast = lost !== undefined && (attempt >= attempts || !mayHaveBeenCreated(lost));
    // When the service cannot even be asked, the intent stays for the next run.
    const hasPaused = await pauseIfAsked(context, lost);
    if (!isLast && !hasPaused) await context.clock.wait(pauseMs * attempt);
    // Just before anything is sent again: a list may be seconds behind, and what is sent cannot be taken back.
    const found = await findCreated(creation, since, true);
    if (found !== undefined) return note(creation, intent, found);
    if (!isLast) continue;
    intent.erase();
    throw lost;
  }
}

async function note(creation: Creation, intent: IntentHandle, own: Created): Promise<Created> {
  intent.created(own.id);
  await lookForTwins(creation);
  return own;
}

function requestOf({ lifecycle, resource, inputs }: Creation): CreationRequest {
  return { kind: lifecycle.kind, resource, inputs };
}

/**
 * While our response was on its way, an identical resource whose response was lost may have adopted our object. In that
 * case its own object is still free: look for it. Undefined: there is none, for its request was never carried out, and ours
 * has to be sent again.
 */
async function claim(
  creation: Creation,
  created: Created,
  since: () => Period,
): Promise<Created | undefined> {
  const { lifecycle, ownership } = creation;
  const ref = { kind: lifecycle.kind, id: created.id };
  if (ownership.wasAdopted(ref)) return findCreated(creation, since);
  ownership.claim(ref);
  return created;
}

function mayHaveBeenCreated(error: unknown): boolean {
  return mayHaveTakenEffect(error) || error instanceof UnexpectedAnswerError;
}

async function adoptFromKilledRun(creation: Creation): Promise<Adopted | undefined> {
  const { journal } = creation;
  const request = requestOf(creation);
  for (const intent of journal.interruptedIntents(request)) {
    const adopted = await adoptFrom(intent, creation);
    // Note it again under this process, so that a second kill does not lose it: with its id from the beginning, for the disk
    // may be full by then.
    if (adopted !== undefined) journal.begin({ ...request, id: adopted.id }).created(adopted.id);
    intent.erase();
    if (adopted !== undefined) return adopted;
  }
  return undefined;
}

async function adoptFrom(intent: InterruptedIntent, creation: Creation): Promise<Adopted | undefined> {
  const { id, isEqual, resource } = intent;
  if (id !== undefined) return adoptInterrupted(creation, { id, isEqual });
  // Also where the program was edited: in what the service knows of, it may be the same.
  const found = await findCreated(creation, () => periodOf(intent, creation.context));
  if (isEqual || found !== undefined) return found;
  creation.context.log(
    `A run that was cut off had begun to create this ${creation.lifecycle.displayName}, as the program was then: ${resource}. Could not determine whether Dev Center created it.`,
  );
  return undefined;
}

/**
 * What a killed run created for a resource that has another name today is not adopted; the end of the run names it by its
 * id. Looked for now, while equal objects of this run can be told from it.
 */
async function lookForTwins(creation: Creation): Promise<void> {
  for (const twin of creation.journal.lostTwins(requestOf(creation))) {
    try {
      const rows = await findCandidates(creation, () => periodOf(twin, creation.context));
      twin.found(rows.map(({ id }) => id));
    } catch {
      // Our own object exists, even if the search for another fails.
    }
  }
}
