import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Links } from "../blobs/links";
import type { Clock } from "../clock";
import { combinationsOf, driverMetadataOf } from "../hardware/driver-metadata";
import { switchDua } from "../hardware/dua-switch";
import { isCancellable, isFinished, labelState, labelSteps } from "../hardware/label-progress";
import { changedTargeting, hardwareIdKey, settled, wireTargeting } from "../hardware/label-targeting";
import { submissionState } from "../hardware/submission-progress";
import { startedIn, type WorkflowState } from "../hardware/workflow";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { wireWorkflow } from "../hardware/workflow-status";
import { wireId } from "../http/json";
import { linkTo, type PageQuery, pageOf } from "../http/paging";
import { hardwareRefusal, invalidHardwareInput } from "../http/refusals";
import type { InputFault } from "../rules/input-faults";
import {
  type CheckedShippingLabel,
  checkShippingLabel,
  checkShippingLabelPatch,
  isAutomatic,
} from "../rules/shipping-label-rules";
import { chidFaults, type TargetingBounds, targetingFaults } from "../rules/targeting-rules";
import type { Product, ShippingLabel, Submission } from "../store/entities";
import type { Store } from "../store/store";
import { isReadOnly } from "./products";
import { type BySubmission, existingSubmission } from "./submissions";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly workflowSpeed: WorkflowSpeed;
  readonly links: Links;
}

interface ByLabel {
  Params: BySubmission["Params"] & { labelId: string };
}

interface TargetingQuery {
  Querystring: { includeTargetingInfo?: string };
}

const invalidState = (message: string) => hardwareRefusal(400, "requestInvalidForCurrentState", message);

function pathOf({ productId, submissionId }: BySubmission["Params"]): string {
  return `/products/${productId}/submissions/${submissionId}/shippingLabels`;
}

function existingLabel(services: Services, params: ByLabel["Params"]) {
  const { product, submission } = existingSubmission(services.store, params);
  const label = services.store.find("shippingLabel", params.labelId);
  if (label?.submissionId !== submission.id) {
    throw hardwareRefusal(404, "EntityNotFound", "Shipping label not found");
  }
  return { product, submission, label };
}

function wireLabel(services: Services, label: ShippingLabel, status = labelState(services, label).status) {
  const { id, productId, submissionId, container, name, destination } = label;
  const path = `${pathOf(label)}/${id}`;
  return {
    id: wireId(id),
    productId: wireId(productId),
    submissionId: wireId(submissionId),
    publishingSpecifications: label.publishingSpecifications,
    recipientSpecifications: label.recipientSpecifications,
    workflowStatus: wireWorkflow(services.links, container, status),
    links: [linkTo(path, "self"), linkTo(path, "update_shippinglabel", "PATCH")],
    name,
    destination,
  };
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

function boundsOf(store: Store, product: Product, submission: Submission): TargetingBounds {
  const combinations = combinationsOf(driverMetadataOf(product, submission));
  return { combinations, audiences: store.list("audience"), keyOf: hardwareIdKey };
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

function createLabel(services: Services, params: BySubmission["Params"], input: unknown): ShippingLabel {
  const { store, clock, workflowSpeed } = services;
  const { product, submission } = existingSubmission(services.store, params);
  const outcome = checkShippingLabel(input);
  if (!outcome.ok) throw invalidHardwareInput(outcome.faults);
  refuseCreation(workflowSpeed, product, submission, outcome.value);
  const faults = faultsOf(store, product, submission, outcome.value);
  if (faults.length > 0) throw invalidHardwareInput(faults);
  const id = store.nextId("shippingLabel");
  const now = clock.now().toISOString();
  const label: ShippingLabel = {
    ...outcome.value,
    targeting: newTargeting(outcome.value.targeting ?? {}),
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

function refuseUpdate(label: ShippingLabel, standing: WorkflowState): void {
  if (label.cancelledAt !== undefined) {
    throw invalidState("Can't update a shipping label that was cancelled.");
  }
  if (standing.minutesSinceDone === undefined && !standing.failed) {
    const message = "Can't update the shipping label when another workflow is in progress. Try again.";
    throw hardwareRefusal(400, "invalidInput", message);
  }
}

function updateLabel(services: Services, params: ByLabel["Params"], input: unknown): void {
  const { store, clock } = services;
  const { product, submission, label } = existingLabel(services, params);
  const outcome = checkShippingLabelPatch(input);
  if (!outcome.ok) throw invalidHardwareInput(outcome.faults);
  const { targeting: patch, recipientSpecifications: switched } = outcome.value;
  if (switched !== undefined) switchDua(store, label, switched);
  if (patch === undefined) return;
  const standing = labelState(services, label);
  refuseUpdate(label, standing);
  const present = standing.failed ? label.targeting : settled(label.targeting);
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

function cancelLabel(services: Services, params: ByLabel["Params"]): void {
  const { label } = existingLabel(services, params);
  if (label.destination === "anotherPartner") {
    throw invalidState("Can't cancel a shared shipping label.");
  }
  const standing = labelState(services, label);
  if (!isCancellable(standing)) {
    throw invalidState("Can only cancel a shipping label in Microsoft Approval or Gradual Rollout.");
  }
  // A second request does not restart the cancellation.
  if (label.cancelledAt === undefined) {
    services.store.update("shippingLabel", label.id, {
      cancelledAt: services.clock.now().toISOString(),
      cancelStep: String(standing.status.currentStep),
    });
  }
}

/** The shipping labels of a submission: list, get, create, change the targeting, cancel. */
export function addShippingLabelRoutes(app: FastifyInstance, services: Services): void {
  app.get<BySubmission & { Querystring: PageQuery }>("/", ({ params, query }, reply) => {
    const { submission } = existingSubmission(services.store, params);
    const labels = services.store
      .list("shippingLabel")
      .filter((label) => label.submissionId === submission.id);
    return reply.send(
      pageOf(
        labels.map((label) => wireLabel(services, label)),
        pathOf(params),
        query,
      ),
    );
  });
  app.post<BySubmission>("/", ({ params, body }, reply) => {
    const label = createLabel(services, params, body);
    const { status } = startedIn(labelSteps[label.destination], 0);
    return reply.status(201).send(wireLabel(services, label, status));
  });
  app.get<ByLabel & TargetingQuery>("/:labelId", ({ params, query }, reply) => {
    const { label } = existingLabel(services, params);
    const withTargeting = query.includeTargetingInfo?.toLowerCase() === "true";
    const targeting = wireTargeting(label.targeting, isFinished(services, label));
    return reply.send({ ...wireLabel(services, label), ...(withTargeting && { targeting }) });
  });
  app.patch<ByLabel>("/:labelId", ({ params, body }, reply) => {
    updateLabel(services, params, body);
    return reply.status(204).send();
  });
  app.put<ByLabel>("/:labelId/cancel", ({ params }, reply) => {
    cancelLabel(services, params);
    return reply.status(204).send();
  });
}
