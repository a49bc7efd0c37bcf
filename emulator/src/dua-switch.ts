import type { Emulation } from "./emulation";
import type { ShippingLabel } from "./entities";
import { invalidHardwareInput } from "./refusals";

/** Whether a receiver makes DUA packages can be switched at any time, whatever the workflow does. */
export function switchDua(
  { store }: Emulation,
  label: ShippingLabel,
  switched: { blockDuaCreation: boolean },
): void {
  const { recipientSpecifications } = label;
  if (recipientSpecifications === undefined) {
    const message = "has no place when destination is windowsUpdate";
    throw invalidHardwareInput([{ target: "recipientSpecifications", message }]);
  }
  store.update("shippingLabel", label.id, {
    recipientSpecifications: { ...recipientSpecifications, ...switched },
  });
}
