import { invalidHardwareInput } from "../http/refusals";
import type { ShippingLabel } from "../store/entities";
import type { Store } from "../store/store";

/** Whether a receiver makes DUA packages can be switched at any time, whatever the workflow does. */
export function switchDua(store: Store, label: ShippingLabel, switched: { blockDuaCreation: boolean }): void {
  const { recipientSpecifications } = label;
  if (recipientSpecifications === undefined) {
    const message = "has no place when destination is windowsUpdate";
    throw invalidHardwareInput([{ target: "recipientSpecifications", message }]);
  }
  store.update("shippingLabel", label.id, {
    recipientSpecifications: { ...recipientSpecifications, ...switched },
  });
}
