import type { ShippingLabelRecord } from "../../api/endpoints/shipping-labels";
import type { WorkflowStatus } from "../../api/endpoints/workflow-status";
import type { Context } from "../core/lifecycle";
import { PermanentFailureError, StepFailedError } from "../core/permanent-failure";
import { logChanges, pollUntil } from "../core/polling";

export interface LabelIds {
  readonly productId: string;
  readonly submissionId: string;
  readonly labelId: string;
}

/** By the id that state keeps. */
export function labelIds(id: string): LabelIds {
  const [productId = "", submissionId = "", labelId = ""] = id.split("/");
  return { productId, submissionId, labelId };
}

export function labelId({ productId, submissionId, labelId }: LabelIds): string {
  return `${productId}/${submissionId}/${labelId}`;
}

export function getLabel({ devCenter }: Context, ids: LabelIds): Promise<ShippingLabelRecord> {
  return devCenter.shippingLabels.get(ids.productId, ids.submissionId, ids.labelId);
}

const lastSteps = ["finalizepublishing", "finalizesharing"];

/** Whether a label has gone all its way: published, or shared. */
export function isPublished(status: WorkflowStatus | undefined): boolean {
  return lastSteps.includes(status?.currentStep.toLowerCase() ?? "") && status?.state === "completed";
}

/** From Microsoft's approval on; a label that is shared has no such step. */
const sinceApproval = ["microsoftapproval", "publishing", "finalizepublishing"];

/** Whether a label has come to Microsoft's approval, which can take a month, or is beyond it. */
export function isUpForApproval(status: WorkflowStatus | undefined): boolean {
  return sinceApproval.includes(status?.currentStep.toLowerCase() ?? "") && status?.state !== "failed";
}

/** Whether a label is still on its way. */
export function isUnderWay(status: WorkflowStatus | undefined): boolean {
  return !isPublished(status) && status?.state !== "failed";
}

export function stepText(status: WorkflowStatus | undefined): string {
  return status ? `${status.currentStep} ${status.state}` : "no step yet";
}

/** What a wait for a label ends at; `microsoftApproval`: there is nothing left to do but for Microsoft. */
export const labelGoals = ["microsoftApproval", "published"] as const;

/** Which label is waited for, until when. */
export interface LabelWait extends LabelIds {
  readonly waitFor: (typeof labelGoals)[number];
  readonly timeoutMinutes: number;
}

/**
 * Watches a label on its way and says each step, until it is published or shared, or up for approval.
 *
 * @throws WaitTimeoutError, and an Error with the service's own words when it will never come so far
 */
export async function waitForLabel(context: Context, stay: LabelWait): Promise<ShippingLabelRecord> {
  const { waitFor: goal, timeoutMinutes } = stay;
  const tell = logChanges(context);
  const name = `Shipping label ${labelId(stay)}`;
  let latest = "";
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
      const record = await getLabel(context, stay);
      const { workflowStatus: status } = record;
      latest = stepText(status);
      tell(`${name}: ${latest}`);
      await throwIfFailed(context, record);
      if (goal === "microsoftApproval") refuseShared(record);
      if (hasReached(status, goal)) return record;
      refuseNumber(status, goal);
      return undefined;
    },
    whenTimeIsUp: () => ({
      name,
      state: `is at ${latest}`,
      timeoutMinutes,
      next: "Dev Center goes on with it.",
    }),
  });
}

function hasReached(status: WorkflowStatus | undefined, goal: LabelWait["waitFor"]): boolean {
  return goal === "published" ? isPublished(status) : isUpForApproval(status);
}

/** Microsoft approves what goes to Windows Update only. */
function refuseShared({ destination }: ShippingLabelRecord): void {
  if (destination?.toLowerCase() !== "anotherpartner") return;
  throw new PermanentFailureError(
    "It is shared with a partner, which takes no approval by Microsoft: wait until it is published instead.",
  );
}

/** A step that is over, but is a mere number, never turns into the last one: to wait on would be for nothing. */
function refuseNumber(status: WorkflowStatus | undefined, goal: LabelWait["waitFor"]): void {
  if (status?.state !== "completed" || !/^\d+$/.test(status.currentStep)) return;
  const what = goal === "published" ? "it is published" : "it is up for approval";
  throw new PermanentFailureError(
    `Dev Center names its step by a number (${status.currentStep}), which does not tell whether ${what}. Partner Center shows it.`,
    { remedy: "no wait" },
  );
}

async function throwIfFailed(context: Context, { workflowStatus, links }: ShippingLabelRecord) {
  if (workflowStatus?.state !== "failed") return;
  const { errorReport } = links();
  const report = errorReport && (await context.devCenter.readReport(errorReport));
  throw new StepFailedError(
    [
      `The step ${workflowStatus.currentStep} failed: ${workflowStatus.messages.join(" ") || "Dev Center gives no reason"}`,
      ...(report ? ["Its error report:", report] : []),
    ].join("\n"),
    { remedy: "change or replace the label" },
  );
}
