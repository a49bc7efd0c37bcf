import type { PlannedChange } from "./effects";
import { leaves, lettingGo, makes } from "./irrevocable";
import type { Values } from "./lifecycle";
import { isCommitted } from "./submission-progress";

/** What waits for Dev Center, and may ask for a long time. */
export type WaitGoal = "committed" | "signed" | "metadata" | "published";

/** The requests that a run sends. */
export interface RequestEstimate {
  /** Exact for a run that waits for nothing, and loses no answer. */
  readonly requests: number;
  /** What it waits for besides; each wait sends more, about one a minute. */
  readonly waits: readonly WaitGoal[];
}

interface Calls {
  readonly own: number;
  readonly waits?: readonly WaitGoal[];
  /** A list that one call reads for everybody. */
  readonly list?: "templates" | "schedules";
}

/** What `pulumi up` asks the service for these changes. */
export function estimateRequests(changes: readonly PlannedChange[]): RequestEstimate {
  const calls = changes.flatMap(callsOf);
  const lists = new Set(calls.flatMap(({ list }) => list ?? []));
  return {
    requests: calls.reduce((sum, { own }) => sum + own, 0) + lists.size,
    waits: calls.flatMap(({ waits = [] }) => waits),
  };
}

/** What Dev Center takes as a rule, minutes. */
const usualMinutes: Readonly<Record<WaitGoal, number>> = {
  committed: 2,
  signed: 28,
  metadata: 29,
  published: 25,
};

/** How often a wait asks, beyond the first time, when Dev Center takes as long as it does as a rule. */
export function usualPolls(goal: WaitGoal): number {
  // As waitFor does it: 5 s at first, half as long again each time, a minute in the end.
  let polls = 0;
  for (let [pause, left] = [5, usualMinutes[goal] * 60]; left > 0; pause = Math.min(60, pause * 1.5)) {
    left -= pause;
    polls++;
  }
  return polls;
}

function callsOf(change: PlannedChange): Calls[] {
  const { verb } = change;
  return [
    ...(makes(change) ? [creation(change)] : []),
    ...(verb === "adopt" || verb === "read" || (verb === "replace" && !makes(change))
      ? [reading(change)]
      : []),
    ...(verb === "update" ? [updating(change)] : []),
    ...(leaves(change) ? [removal(change)] : []),
  ];
}

function creation({ kind, news }: PlannedChange): Calls {
  switch (kind) {
    case "ReportSchedule":
      return { own: news.paused === true ? 2 : 1 };
    case "Submission":
      return news.package === undefined ? { own: 1 } : plus(1, course(news, undefined));
    case "ShippingLabel": {
      const waits: WaitGoal[] = [...(selects(news) ? ["metadata" as const] : []), ...publication(news)];
      return { own: 1 + waits.length, waits };
    }
    case "PublisherMetadata":
      // Looked at, asked for, looked at again.
      return { own: 3, waits: ["metadata"] };
    default:
      return { own: 1 };
  }
}

/** Looks, and goes on from where the submission stands: upload, commit, look, wait. */
function course(news: Values, commitStatus: unknown): Calls {
  const commits = !isCommitted(commitStatus) && news.commit !== false;
  const waiting = commits || isCommitted(commitStatus) ? goalOf(news, commitStatus) : [];
  return { own: 1 + (commits ? 2 : 0), waits: waiting };
}

function goalOf({ waitFor = "committed" }: Values, commitStatus: unknown): WaitGoal[] {
  const goal = String(waitFor).toLowerCase();
  if (goal === "signed") return ["signed"];
  return goal === "committed" && commitStatus !== "commitComplete" ? ["committed"] : [];
}

function publication({ waitFor }: Values): WaitGoal[] {
  return String(waitFor).toLowerCase() === "published" ? ["published"] : [];
}

function selects({ targeting }: Values): boolean {
  return targeting !== null && typeof targeting === "object" && "hardwareIdsFrom" in targeting;
}

function reading({ kind, news }: PlannedChange): Calls {
  if (kind === "ReportTemplate") return { own: 0, list: "templates" };
  if (kind === "ReportSchedule") return { own: 0, list: "schedules" };
  return { own: kind === "ShippingLabel" && selects(news) ? 2 : 1 };
}

function updating({ kind, olds, news, changed }: PlannedChange): Calls {
  const has = (name: string) => changed.includes(name);
  switch (kind) {
    case "ReportSchedule":
      return {
        own: (changed.some((name) => name !== "paused") ? 1 : 0) + pausing(olds, news, has("paused")),
      };
    case "Product": {
      const isDated = has("announcementDate") && news.announcementDate !== undefined;
      return { own: has("productName") || has("marketingNames") || isDated ? 1 : 0 };
    }
    case "Submission": {
      const before = (has("packageSha256") ? 1 : 0) + (has("name") ? 1 : 0);
      return news.package === undefined ? { own: before } : plus(before, course(news, olds.commitStatus));
    }
    case "ShippingLabel": {
      const waits: WaitGoal[] = [
        ...(has("targeting") && selects(news) ? ["metadata" as const] : []),
        ...publication(news),
      ];
      return { own: (has("targeting") ? 3 : 0) + waits.length, waits };
    }
    case "PublisherMetadata":
      return olds.isReady === true ? { own: 0 } : { own: 1, waits: ["metadata"] };
    default:
      return { own: 1 };
  }
}

/** Pauses, resumes, or looks what became of it. */
function pausing(olds: Values, news: Values, isChanged: boolean): number {
  if (news.paused === true) return isChanged || olds.isActive !== false ? 1 : 0;
  return isChanged || olds.isActive !== true ? 1 : 0;
}

function removal({ kind, olds }: PlannedChange): Calls {
  if (kind === "ReportSchedule") return { own: 1 };
  if (kind !== "ShippingLabel") return { own: 0 };
  const how = lettingGo(olds);
  if (how === "keep") return { own: 0 };
  // To expire it looks at the label, removes what it targets, and looks again.
  return { own: how === "expire" && targetsSomething(olds) ? 3 : 1 };
}

function targetsSomething({ targeting, selectedHardwareIds }: Values): boolean {
  const { hardwareIds } = (targeting ?? {}) as { readonly hardwareIds?: readonly unknown[] };
  const ids = (selectedHardwareIds as readonly unknown[] | undefined) ?? hardwareIds ?? [];
  return !Array.isArray(ids) || ids.length > 0;
}

function plus(own: number, calls: Calls): Calls {
  return { ...calls, own: own + calls.own };
}
