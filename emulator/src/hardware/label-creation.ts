import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import { hardwareRefusal, invalidHardwareInput, invalidState, validHardwareInput } from "../http/refusals";
import type { InputFault } from "../rules/input-faults";
import { type CheckedShippingLabel, checkShippingLabel, isAutomatic } from "../rules/shipping-label-rules";
import { chidFaults, targetingFaults } from "../rules/targeting-rules";
import type { Product, ShippingLabel, Submission } from "../store/entities";
import type { Store } from "../store/store";
import type { LabelServices } from "./label-progress";
import { boundsOf, hardwareIdKey } from "./label-targeting";
import { isReadOnly, type SubmissionOfProduct } from "./lookups";
import { submissionState } from "./submission-progress";
import type { WorkflowSpeed } from "./workflow-speed";

interface Services extends LabelServices {
  readonly clock: Clock;
}

function refuseCreation(
  workflowSpeed: WorkflowSpeed,
  product: Product,
  submission: Submission,
  input: CheckedShippingLabel,
): void {
  const publishes = input.destination === "windowsUpdate";
  if (isReadOnly(product) || (product.originType === "shared" && !publishes)) {
    throw hardwareRefusal(403, "readOnlyProduct", "Can't create a shipping label for a shared product");
  }
  if (publishes && product.inboxOrSystem) {
    throw invalidState(
      "Can't create Publishing shipping label for inbox or system type. One can only share the shipping label.",
    );
  }
  if (!submissionState(submission, workflowSpeed).completed.includes("preparation")) {
    throw invalidState("Submission isn't yet ready to create shipping label. Retry after some time.");
  }
}

function faultsOf(
  store: Store,
  product: Product,
  submission: Submission,
  { destination, publishingSpecifications = {}, targeting = {} }: CheckedShippingLabel,
): InputFault[] {
  const isExtension = submission.isExtensionInf ?? product.isExtensionInf ?? false;
  const mustBeAutomatic = destination === "windowsUpdate" && isExtension;
  const message =
    "Extension drivers must be published as an Automatic update. " +
    "Either of isAutoInstallDuringOSUpgrade or isAutoInstallOnApplicableSystems must be true.";
  return [
    ...(mustBeAutomatic && !isAutomatic(publishingSpecifications)
      ? [{ target: "publishingSpecifications", message }]
      : []),
    ...chidFaults(targeting.hardwareIds ?? [], targeting.chids ?? []),
    ...targetingFaults(targeting, boundsOf(store, product, submission)),
  ];
}

function newTargeting({
  hardwareIds = [],
  chids = [],
  ...rest
}: NonNullable<CheckedShippingLabel["targeting"]>) {
  const add = { pending: "add" as const };
  const byKey = new Map(hardwareIds.map(({ distributionState: _, ...id }) => [hardwareIdKey(id), id]));
  return {
    restrictedToAudiences: [],
    ...rest,
    hardwareIds: [...byKey.values()].map((id) => ({ ...id, ...add })),
    chids: chids.map(({ chid }) => ({ chid, ...add })),
  };
}

/** Creates a label from the body of a request. Throws the refusal of the service when it is not allowed. */
export function createLabel(
  { store, clock, workflowSpeed }: Services,
  { product, submission }: SubmissionOfProduct,
  body: unknown,
): ShippingLabel {
  const input = validHardwareInput(checkShippingLabel(body));
  refuseCreation(workflowSpeed, product, submission, input);
  const faults = faultsOf(store, product, submission, input);
  if (faults.length > 0) throw invalidHardwareInput(faults);
  const id = store.nextId("shippingLabel");
  const now = clock.now().toISOString();
  const label: ShippingLabel = {
    ...input,
    targeting: newTargeting(input.targeting ?? {}),
    id,
    productId: product.id,
    submissionId: submission.id,
    container: `label-${id}-${randomBytes(6).toString("hex")}`,
    createdAt: now,
    workflowSince: now,
  };
  store.insert("shippingLabel", label);
  return label;
}
