import type { ShippingLabelRecord } from "../../api/endpoints/shipping-labels";
import { ApiError } from "../../api/errors/api-error";
import { mayHaveTakenEffect } from "../../api/errors/may-have-taken-effect";
import type { Context, Values } from "../core/lifecycle";
import { logChanges, pollUntil } from "../core/polling";
import { pauseIfAsked } from "../core/requested-pause";
import { UpdateRefusedError } from "../core/update-refused";
import { getLabel, isUnderWay, type LabelIds, labelId, stepText } from "./progress";
import { targetingChanges, type WantedTargeting } from "./targeting-patch";

const attempts = 3;

/**
 * Brings a label's targeting to what is wanted. Every change is computed from what the service shows at that moment,
 * so that one whose answer was lost is not asked for again, and what another person has done is not undone blindly.
 */
export async function updateTargeting(
  context: Context,
  ids: LabelIds,
  wanted: WantedTargeting,
  timeoutMinutes: number,
): Promise<ShippingLabelRecord> {
  const { shippingLabels } = context.devCenter;
  const tell = logChanges(context);
  let wasRefused = false;
  let lost = 0;
  let latest = "";
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
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
        if (mayHaveTakenEffect(error) && ++lost < attempts) {
          await pauseIfAsked(context, error);
          return undefined;
        }
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

/**
 * Lets the receiver of a shared label make DUA packages, or keeps it from that.
 *
 * @throws RefusedInPlace when the service refuses, or says yes and does nothing
 */
export async function switchDua(
  context: Context,
  ids: LabelIds,
  isBlocked: boolean,
  timeoutMinutes: number,
): Promise<ShippingLabelRecord> {
  const { shippingLabels } = context.devCenter;
  const isAsWanted = ({ recipientSpecifications }: ShippingLabelRecord) =>
    ((recipientSpecifications as Values | undefined)?.blockDuaCreation === true) === isBlocked;
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
      const record = await getLabel(context, ids);
      if (isAsWanted(record)) return record;
      try {
        await shippingLabels.blockDuaCreation(ids.productId, ids.submissionId, ids.labelId, isBlocked);
      } catch (error) {
        // It may be no more than the workflow of the moment.
        if (isUnderWay(record.workflowStatus) && concernsState(error)) return undefined;
        if (!isRefusal(error)) throw error;
        throw refusedDua(ids, error);
      }
      const after = await getLabel(context, ids);
      if (!isAsWanted(after)) throw refusedDua(ids);
      return after;
    },
    whenTimeIsUp: () =>
      `blockDuaCreation was not switched within ${timeoutMinutes} minutes (waitTimeoutMinutes): Dev Center takes no change while the label's workflow is under way. Run pulumi up again later.`,
  });
}

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 405, 409, 422, 501].includes(error.status);
}

function refusedDua(ids: LabelIds, refusal?: ApiError): UpdateRefusedError {
  const why = refusal === undefined ? "It answered yes, but nothing changed." : refusal.message;
  return new UpdateRefusedError(
    ["recipientSpecifications"],
    [
      `Dev Center does not switch blockDuaCreation of shipping label ${labelId(ids)} in place. ${why}`,
      "Run pulumi up again: it then makes a new label and treats this one as onDelete says.",
    ].join("\n"),
    { cause: refusal },
  );
}

/** While a workflow is under way the service refuses with either code; bad input it names. */
function concernsState(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (
    error.says("RequestInvalidForCurrentState") || (error.says("InvalidInput") && error.targets.length === 0)
  );
}
