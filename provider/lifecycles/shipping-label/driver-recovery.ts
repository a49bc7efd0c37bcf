import type { ShippingLabelRecord } from "../../api/endpoints/shipping-labels";
import type { Context } from "../core/lifecycle";
import { isTakenBack } from "./targeting-patch";

/** Cloud-initiated driver recovery: Microsoft's own decision, which no `up` is to undo. */
export function logDriverRecovery({ log }: Context, { labelId, targeting }: ShippingLabelRecord): void {
  const states = (targeting?.chids ?? [])
    .filter(isTakenBack)
    .map(({ chid, distributionState }) => `${chid} (${distributionState})`);
  if (states.length === 0) return;
  log(
    `Shipping label ${labelId}: Microsoft has taken the driver back from ${states.join(", ")}. These CHIDs are not added again; to offer the driver there once more, make a new label.`,
  );
}
