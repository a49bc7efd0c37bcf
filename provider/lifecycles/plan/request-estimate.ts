import type { Values } from "../core/lifecycle";
import { isCommitted } from "../submission/commit";
import type { PlannedChange } from "./effects";
import { deletionOf, leaves, makes } from "./irrevocable";
import {
  type PlannedStep,
  selects,
  staysOf,
  submissionIn,
  targetsSomething,
  type WaitGoal,
  waitsForPublication,
} from "./run-duration";

/** The requests that a run sends. */
export interface RequestEstimate {
  /** Exact for a run that waits for nothing, and loses no answer. */
  readonly requests: number;
  /** What it waits for besides. */
  readonly waits: readonly WaitGoal[];
  /** With what its waits ask, when Dev Center takes as long as it does as a rule. */
  readonly withWaits: number;
}

interface Calls {
  readonly own: number;
  /** A list that one call reads for everybody. */
  readonly list?: "templates" | "schedules";
}

/** What `pulumi up` asks the service for these changes. */
export function estimateRequests(changes: readonly PlannedStep[]): RequestEstimate {
  const calls = changes.flatMap((change) => callsOf(change, submissionIn(changes, change)));
  const lists = new Set(calls.flatMap(({ list }) => list ?? []));
  const requests = calls.reduce((sum, { own }) => sum + own, 0) + lists.size;
  const stays = staysOf(changes);
  return {
    requests,
    waits: stays.map(({ goal }) => goal),
    withWaits: stays.reduce((sum, stay) => sum + stay.requests, requests),
  };
}

function callsOf(change: PlannedChange, submission: PlannedChange | undefined): Calls[] {
  const { verb } = change;
  return [
    ...(makes(change) ? [creation(change, submission)] : []),
    ...(verb === "adopt" || verb === "read" || (verb === "replace" && !makes(change))
      ? [reading(change)]
      : []),
    ...(verb === "update" ? [updating(change)] : []),
    ...(leaves(change) ? [removal(change)] : []),
  ];
}

function creation({ kind, news }: PlannedChange, submission: PlannedChange | undefined): Calls {
  switch (kind) {
    case "ReportSchedule":
      return { own: news.paused === true ? 2 : 1 };
    case "Submission":
      return { own: 1 + (news.package === undefined ? 0 : course(news, undefined)) };
    case "ShippingLabel":
      return { own: 1 + (selects(news) ? 1 : 0) + publication(news) };
    case "PublisherMetadata":
      // Looked at; where nobody of ours has committed the submission, asked for and looked at again.
      return { own: submission === undefined ? 3 : 1 };
    default:
      return { own: 1 };
  }
}

/** Looks, and goes on from where the submission stands: upload, commit, look. */
function course(news: Values, commitStatus: unknown): number {
  return 1 + (!isCommitted(commitStatus) && news.commit !== false ? 2 : 0);
}

/** The first look of a wait. */
function publication(news: Values): number {
  return waitsForPublication(news) ? 1 : 0;
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
      // A run that was cut off may have committed another package than the one that is to come.
      const looks = has("packageSha256") || (news.package !== undefined && !isCommitted(olds.commitStatus));
      const before = (looks ? 1 : 0) + (has("name") ? 1 : 0);
      return { own: before + (news.package === undefined ? 0 : course(news, olds.commitStatus)) };
    }
    case "ShippingLabel": {
      // Looks, asks, looks again.
      const switching = has("recipientSpecifications") ? 3 : 0;
      const retargeting = has("targeting") ? 3 + (selects(news) ? 1 : 0) : 0;
      return { own: switching + retargeting + publication(news) };
    }
    case "PublisherMetadata":
      return { own: olds.isReady === true ? 0 : 1 };
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
  const how = deletionOf(olds);
  if (how === "keep") return { own: 0 };
  // To expire it looks at the label, removes what it targets, and looks again.
  return { own: how === "expire" && targetsSomething(olds) ? 3 : 1 };
}
