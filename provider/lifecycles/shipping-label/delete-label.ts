import { ApiError } from "../../api/errors/api-error";
import type { Context } from "../core/lifecycle";
import { type LabelIds, labelId } from "./progress";
import { updateTargeting } from "./update-targeting";

/** What becomes of a label on Dev Center when it is deleted: the service cannot delete one. */
export const onDeletes = ["cancel", "expire", "keep"] as const;

interface LabelDeletion {
  readonly onDelete: string;
  /** Shared with a partner, not published. */
  readonly isShared: boolean;
  readonly timeoutMinutes: number;
}

/** Does what can be done, and says what it did. A label that is gone needs nothing. */
export async function deleteLabel(
  context: Context,
  ids: LabelIds,
  { isShared, ...how }: LabelDeletion,
): Promise<void> {
  const name = `Shipping label ${labelId(ids)}`;
  const unmanaged = `${name} is no longer managed, but stays on Dev Center`;
  if (how.onDelete === "keep") return context.log(`${unmanaged} as it is (onDelete: "keep").`);
  if (isShared && how.onDelete !== "expire") {
    return context.log(
      `${unmanaged}: what is shared cannot be cancelled. To revoke the sharing, set onDelete: "expire" before destroy, or use Partner Center.`,
    );
  }
  try {
    if (how.onDelete === "expire") {
      await updateTargeting(context, ids, { hardwareIds: [] }, how.timeoutMinutes);
      context.log(
        isShared
          ? `${name} is no longer managed; its sharing is being revoked: all its hardware ids are being removed (onDelete: "expire"). The partner can make no new labels for them; labels that the partner has published stay until the partner expires them.`
          : `${name} is no longer managed; all its hardware ids are being removed (onDelete: "expire").`,
      );
    } else {
      await context.devCenter.shippingLabels.cancel(ids.productId, ids.submissionId, ids.labelId);
      context.log(`${name} is no longer managed and is being cancelled, which may take more than a day.`);
    }
  } catch (error) {
    if (error instanceof ApiError && error.meansGone) return;
    if (how.onDelete === "expire" || !isAboutState(error)) throw error;
    context.log(
      [
        `${unmanaged}. Dev Center did not cancel it: ${error.reason ?? error.code ?? error.status}`,
        'It cancels labels in Microsoft\'s approval and in gradual rollout only. What is published already goes by removing its hardware ids, in Partner Center or, before destroy, by onDelete: "expire".',
      ].join("\n"),
    );
  }
}

/** A refusal of this label as it is now, not of the caller or the moment. */
function isAboutState(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return (
    [400, 409, 422].includes(error.status) ||
    error.says("UpdateUnauthorized") ||
    error.says("ReadOnlyProduct")
  );
}
