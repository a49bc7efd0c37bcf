import type { Clock } from "../clock";
import { hardwareRefusal, invalidHardwareInput, invalidState, validHardwareInput } from "../http/refusals";
import { checkShippingLabelPatch } from "../rules/shipping-label-rules";
import { chidFaults, targetingFaults } from "../rules/targeting-rules";
import type { ShippingLabel } from "../store/entities";
import type { Store } from "../store/store";
import { isCancellable, type LabelServices, labelState } from "./label-progress";
import { boundsOf, changedTargeting, settled } from "./label-targeting";
import type { SubmissionOfProduct } from "./lookups";
import type { WorkflowState } from "./workflow";

interface Services extends LabelServices {
  readonly clock: Clock;
}

function refuseUpdate(label: ShippingLabel, state: WorkflowState): void {
  if (label.cancelledAt !== undefined) {
    throw invalidState("Can't update a shipping label that was cancelled.");
  }
  if (state.minutesSinceDone === undefined && !state.failed) {
    const message = "Can't update the shipping label when another workflow is in progress. Try again.";
    throw hardwareRefusal(400, "invalidInput", message);
  }
}

/** Switches whether a receiver can create DUA packages. The state of the workflow does not matter. */
function switchDua(store: Store, label: ShippingLabel, switched: { blockDuaCreation: boolean }): void {
  const { recipientSpecifications } = label;
  if (recipientSpecifications === undefined) {
    const message = "has no place when destination is windowsUpdate";
    throw invalidHardwareInput([{ target: "recipientSpecifications", message }]);
  }
  store.update("shippingLabel", label.id, {
    recipientSpecifications: { ...recipientSpecifications, ...switched },
  });
}

/** Changes the targeting of a label, or its DUA switch. Throws the refusal of the service when that is not allowed. */
export function updateLabel(
  services: Services,
  { product, submission }: SubmissionOfProduct,
  label: ShippingLabel,
  body: unknown,
): void {
  const { store, clock } = services;
  const { targeting: patch, recipientSpecifications: switched } = validHardwareInput(
    checkShippingLabelPatch(body),
  );
  if (switched !== undefined) switchDua(store, label, switched);
  if (patch === undefined) return;
  const state = labelState(services, label);
  refuseUpdate(label, state);
  const present = state.failed ? label.targeting : settled(label.targeting);
  const { value: targeting, faults } = changedTargeting(present, patch);
  // What is removed need not be valid any more.
  const added = { ...patch, hardwareIds: patch.hardwareIds?.filter(({ action }) => action === "add") };
  const allFaults = [
    ...faults,
    ...targetingFaults(added, boundsOf(store, product, submission)),
    ...chidFaults(targeting.hardwareIds, targeting.chids),
  ];
  if (allFaults.length > 0) throw invalidHardwareInput(allFaults);
  const { businessJustification = label.businessJustification } = patch;
  const workflowSince = clock.now().toISOString();
  store.update("shippingLabel", label.id, { targeting, businessJustification, workflowSince });
}

/** Requests the cancellation of a label. Throws the refusal of the service when that is not allowed. */
export function cancelLabel(services: Services, label: ShippingLabel): void {
  if (label.destination === "anotherPartner") {
    throw invalidState("Can't cancel a shared shipping label.");
  }
  const state = labelState(services, label);
  if (!isCancellable(state)) {
    throw invalidState("Can only cancel a shipping label in Microsoft Approval or Gradual Rollout.");
  }
  // A second request does not restart the cancellation.
  if (label.cancelledAt === undefined) {
    services.store.update("shippingLabel", label.id, {
      cancelledAt: services.clock.now().toISOString(),
      cancelStep: String(state.status.currentStep),
    });
  }
}
