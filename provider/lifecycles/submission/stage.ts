import type { SubmissionRecord } from "../../api/endpoints/submissions";
import { isCommitted } from "./commit";
import { isSignedOffered } from "./downloads";

/** How far a submission is, in one word; `created` until its package is committed. */
export const stages = ["created", "processing", "signed", "failed"] as const;
export type Stage = (typeof stages)[number];

/** Decided by what cannot lie: what has failed stays so, and a package that is offered as signed is signed. */
export function stageOf({ commitStatus, workflowStatus, links }: SubmissionRecord): Stage {
  if (commitStatus === "commitFailed" || workflowStatus?.state === "failed") return "failed";
  if (isSignedOffered({ links })) return "signed";
  return isCommitted(commitStatus) ? "processing" : "created";
}
