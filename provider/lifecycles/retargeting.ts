import { ApiError } from "../api/errors/api-error";
import { mayBeDone } from "../api/errors/may-be-done";
import type { ShippingLabelRecord } from "../api/shipping-labels";
import type { Context } from "./lifecycle";
import { getLabel, isUnderWay, type LabelIds, labelId, stepText } from "./shipping-label-progress";
import { targetingChanges, type WantedTargeting } from "./targeting-changes";
import { sayChanges, waitFor } from "./waiting";

const attempts = 3;

/**
 * Brings a label's targeting to what is wanted. Every change is computed from what the service shows at that moment,
 * so that one whose answer was lost is not asked for again, and what somebody else has done is not undone blindly.
 */
export async function retarget(
  context: Context,
  ids: LabelIds,
  wanted: WantedTargeting,
  timeoutMinutes: number,
): Promise<ShippingLabelRecord> {
  const { shippingLabels } = context.devCenter;
  const tell = sayChanges(context);
  let wasRefused = false;
  let lost = 0;
  let latest = "";
  return waitFor(context, {
    timeoutMinutes,
    async look() {
      const record = await getLabel(context, ids);
      const { workflowStatus } = record;
      const patch = targetingChanges(wanted, record.targeting);
      if (patch === undefined) return record;
      latest = stepText(workflowStatus);
      if (wasRefused && isUnderWay(workflowStatus)) {
        tell(`Shipping label ${labelId(ids)}: ${latest}. Its targeting can be changed after that.`);
        return undefined;
      }
      try {
        await shippingLabels.update(ids.productId, ids.submissionId, ids.labelId, patch);
      } catch (error) {
        if (mayBeDone(error) && ++lost < attempts) return undefined;
        if (!isUnderWay(workflowStatus) || !concernsState(error)) throw error;
        wasRefused = true;
        return undefined;
      }
      return getLabel(context, ids);
    },
    whenTimeIsUp: () =>
      `Its targeting was not changed within ${timeoutMinutes} minutes (waitTimeoutMinutes): Dev Center takes no change while its workflow is under way (${latest}). Run pulumi up again later.`,
  });
}

/** While a workflow is under way the service refuses with either code; bad input it names. */
function concernsState(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (
    error.says("RequestInvalidForCurrentState") || (error.says("InvalidInput") && error.targets.length === 0)
  );
}
