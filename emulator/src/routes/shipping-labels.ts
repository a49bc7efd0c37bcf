import type { FastifyInstance } from "fastify";
import type { Links } from "../blobs/links";
import type { Clock } from "../clock";
import { cancelLabel, updateLabel } from "../hardware/label-changes";
import { createLabel } from "../hardware/label-creation";
import { isFinished, type LabelServices, labelState, labelSteps } from "../hardware/label-progress";
import { wireTargeting } from "../hardware/label-targeting";
import { type BySubmission, existingSubmission } from "../hardware/lookups";
import { startedIn } from "../hardware/workflow";
import { wireWorkflow } from "../hardware/workflow-status";
import { wireId } from "../http/json";
import { linkTo, type PageQuery, pageOf } from "../http/paging";
import { hardwareRefusal } from "../http/refusals";
import type { ShippingLabel } from "../store/entities";
import type { Store } from "../store/store";

interface Services extends LabelServices {
  readonly clock: Clock;
  readonly links: Links;
}

interface ByLabel {
  Params: BySubmission["Params"] & { labelId: string };
}

interface TargetingQuery {
  Querystring: { includeTargetingInfo?: string };
}

function pathOf({ productId, submissionId }: BySubmission["Params"]): string {
  return `/products/${productId}/submissions/${submissionId}/shippingLabels`;
}

function existingLabel(store: Store, params: ByLabel["Params"]) {
  const { product, submission } = existingSubmission(store, params);
  const label = store.find("shippingLabel", params.labelId);
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

/** The shipping labels of a submission: list, get, create, change the targeting, cancel. */
export function addShippingLabelRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services;
  app.get<BySubmission & { Querystring: PageQuery }>("/", ({ params, query }, reply) => {
    const { submission } = existingSubmission(store, params);
    const labels = store.list("shippingLabel").filter((label) => label.submissionId === submission.id);
    return reply.send(
      pageOf(
        labels.map((label) => wireLabel(services, label)),
        pathOf(params),
        query,
      ),
    );
  });
  app.post<BySubmission>("/", ({ params, body }, reply) => {
    const label = createLabel(services, existingSubmission(store, params), body);
    const { status } = startedIn(labelSteps[label.destination], 0);
    return reply.status(201).send(wireLabel(services, label, status));
  });
  app.get<ByLabel & TargetingQuery>("/:labelId", ({ params, query }, reply) => {
    const { label } = existingLabel(store, params);
    const withTargeting = query.includeTargetingInfo?.toLowerCase() === "true";
    const targeting = wireTargeting(label.targeting, isFinished(services, label));
    return reply.send({ ...wireLabel(services, label), ...(withTargeting && { targeting }) });
  });
  app.patch<ByLabel>("/:labelId", ({ params, body }, reply) => {
    const { label, ...of } = existingLabel(store, params);
    updateLabel(services, of, label, body);
    return reply.status(204).send();
  });
  app.put<ByLabel>("/:labelId/cancel", ({ params }, reply) => {
    cancelLabel(services, existingLabel(store, params).label);
    return reply.status(204).send();
  });
}
