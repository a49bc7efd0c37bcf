import { asKept } from "../lifecycles/core/equality";
import type { Created, Listed, Values } from "../lifecycles/core/lifecycle";
import { mismatches } from "../model/drift";
import type { CreationContext } from "./adopt-interrupted";
import type { Period } from "./creation-period";

const pauseMs = 1_000;
/** How often it is looked again while what is found may be another process's, whose response may be slow. */
const mostLooks = 20;

/**
 * Looks for what this resource's request created although its response was lost, and adopts it.
 *
 * @param isAfresh a list that was got earlier in this run does not do: it may have been behind
 */
export async function findCreated(
  creation: CreationContext,
  period: () => Period,
  isAfresh = false,
): Promise<Created | undefined> {
  const { lifecycle, context, ownership } = creation;
  const { kind, displayName } = lifecycle;
  let [row] = await findCandidates(creation, period, isAfresh);
  for (let looks = 0; row !== undefined && looks < mostLooks; looks++) {
    if (!ownership.isContested({ ...creation, kind })) break;
    await context.clock.wait(pauseMs);
    [row] = await findCandidates(creation, period, true);
  }
  if (row === undefined) return undefined;
  const { id, outputs } = row;
  ownership.adopt({ kind, id });
  context.log(`${displayName} ${id} had been made although its answer was lost; it is taken over.`);
  return { id, outputs };
}

/** The objects of the service that are as declared, were created in that period, and are free: the youngest first. */
export async function findCandidates(
  { lifecycle, context, ownership, resource, inputs }: CreationContext,
  period: () => Period,
  isAfresh = false,
): Promise<Listed[]> {
  const { kind } = lifecycle;
  // A young equal object may be in state already.
  await ownership.waitForRegistrationToSettle();
  const rows = await lifecycle.list(context, inputs, isAfresh);
  ownership.lookAgain();
  const { fromMs, untilMs } = period();
  const isInPeriod = ({ createdAt }: Listed) =>
    createdAt === undefined || (createdAt.getTime() >= fromMs && createdAt.getTime() <= untilMs);
  const isYoungAndFree = (row: Listed) => ownership.isFree({ kind, id: row.id }, resource) && isInPeriod(row);
  // An equal object that was deleted from state a moment ago is older: the newest is ours.
  const young = rows.filter(isYoungAndFree).sort(youngestFirst);
  const wanted = asKept(inputs) as Values;
  const exact = young.filter((row) => mismatches(lifecycle, row, inputs).length === 0);
  const alike = young.filter((row) => mismatches(lifecycle, asKeptBy(row), wanted).length === 0);
  return [...new Set([...exact, ...alike])];
}

/** What a service trims or writes in another way is still what was sent: else it would be sent again. */
function asKeptBy(row: Listed): Listed {
  return { ...row, inputs: asKept(row.inputs) as Values };
}

function youngestFirst(one: Listed, other: Listed): number {
  const apartMs = (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0);
  return apartMs || Number(lastNumber(other.id) - lastNumber(one.id));
}

function lastNumber(id: string): bigint {
  return BigInt(/\d+$/.exec(id)?.[0] ?? 0);
}
