import type { ShippingLabelRecord } from "../api/shipping-labels";
import type { WorkflowStatus } from "../api/submissions";
import { FailedForGoodError } from "./failed-for-good";
import type { Context } from "./lifecycle";
import { sayChanges, waitFor } from "./waiting";

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

/** Whether a label is still on its way. */
export function isUnderWay(status: WorkflowStatus | undefined): boolean {
  return !isPublished(status) && status?.state !== "failed";
}

export function stepText(status: WorkflowStatus | undefined): string {
  return status ? `${status.currentStep} ${status.state}` : "no step yet";
}

/** Waits until a label is published or shared. Throws with the service's own words when it never will be. */
export async function waitUntilPublished(
  context: Context,
  ids: LabelIds,
  timeoutMinutes: number,
): Promise<ShippingLabelRecord> {
  const tell = sayChanges(context);
  let latest = "";
  return waitFor(context, {
    timeoutMinutes,
    async look() {
      const record = await getLabel(context, ids);
      latest = stepText(record.workflowStatus);
      tell(`Shipping label ${labelId(ids)}: ${latest}`);
      await throwIfFailed(context, record);
      refuseNumber(record.workflowStatus);
      return isPublished(record.workflowStatus) ? record : undefined;
    },
    whenTimeIsUp: () =>
      `It is at ${latest} after ${timeoutMinutes} minutes (waitTimeoutMinutes). Dev Center goes on with it.`,
  });
}

/** A step that is over, but is a mere number, never turns into the last one: to wait on would be for nothing. */
function refuseNumber(status: WorkflowStatus | undefined): void {
  if (status?.state !== "completed" || !/^\d+$/.test(status.currentStep)) return;
  throw new FailedForGoodError(
    `Dev Center names its step by a number (${status.currentStep}), which does not tell whether it is published. Partner Center shows it. Set waitFor to "none".`,
  );
}

async function throwIfFailed(context: Context, { workflowStatus, links }: ShippingLabelRecord) {
  if (workflowStatus?.state !== "failed") return;
  const { errorReport } = links();
  const report = errorReport && (await context.devCenter.readReport(errorReport));
  throw new Error(
    [
      `The step ${workflowStatus.currentStep} failed: ${workflowStatus.messages.join(" ") || "Dev Center gives no reason"}`,
      ...(report ? ["Its error report:", report] : []),
      "Mend what it names and change the label, or make another one in its place: pulumi up --replace <its URN>.",
    ].join("\n"),
  );
}
