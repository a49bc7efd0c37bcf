import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";
import { type ByProduct, existingProduct, isReadOnly, submissionsOf } from "../hardware/lookups";
import { sharedIdOf } from "../hardware/sharing";
import { submissionState, workflowSteps } from "../hardware/submission-progress";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { wireId } from "../http/json";
import { linkTo, type PageQuery, pageOf } from "../http/paging";
import { hardwareRefusal, validHardwareInput } from "../http/refusals";
import { type CheckedProduct, checkProduct, checkProductPatch } from "../rules/product-rules";
import type { Product } from "../store/entities";
import type { Store } from "../store/store";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly workflowSpeed: WorkflowSpeed;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A date as one product shows it: in UTC, without saying so. */
function bareDate(date: string): string {
  const [day, time = "00:00:00"] = date.split("T");
  const utc = /Z$|[+-]\d{2}:\d{2}$/.test(time) ? new Date(date).toISOString() : `${day}T${time}`;
  return utc.replace(/(?:\.000)?Z$/, "");
}

function normalizeLikeService(product: CheckedProduct): CheckedProduct {
  const { deviceType = "notSet", testHarness, selectedProductTypes = {}, announcementDate } = product;
  return {
    deviceMetadataIds: [],
    isTestSign: false,
    isFlightSign: false,
    marketingNames: [],
    additionalAttributes: {},
    ...product,
    ...(announcementDate !== undefined && { announcementDate: bareDate(announcementDate) }),
    deviceType: lowerFirst(deviceType),
    testHarness: testHarness.toLowerCase(),
    selectedProductTypes: Object.fromEntries(
      Object.entries(selectedProductTypes).map(([family, type]) => [lowerFirst(family), type]),
    ),
  };
}

function wireProduct(store: Store, product: Product) {
  const { id, sharedProductId, isExtensionInf = false, createdAt, modifiedAt, ...rest } = product;
  const { originType, sourcePublisherId, sourceProductId, readOnly, inboxOrSystem, ...properties } = rest;
  return {
    id: wireId(id),
    sharedProductId: wireId(sharedProductId),
    links: [linkTo(`/products/${id}`, "self"), linkTo(`/products/${id}/submissions`, "get_submissions")],
    isCommitted: submissionsOf(store, product).some(({ committedAt }) => committedAt !== undefined),
    isExtensionInf,
    ...properties,
    createdDateTime: createdAt,
    updatedDateTime: modifiedAt,
  };
}

function wireRow(store: Store, product: Product) {
  const { originType, announcementDate, sourceProductId = "0", sourcePublisherId = "0" } = product;
  return {
    ...wireProduct(store, product),
    originType,
    sourceProductId: wireId(sourceProductId),
    sourcePublisherId: wireId(sourcePublisherId),
    isRetpolineCompiled: false,
    message: "",
    // The list says the zone that one product leaves out.
    ...(announcementDate !== undefined && { announcementDate: `${bareDate(announcementDate)}Z` }),
  };
}

function createProduct({ store, clock }: Services, body: unknown): string {
  const input = validHardwareInput(checkProduct(body));
  const id = store.nextId("product");
  const now = clock.now().toISOString();
  store.insert("product", {
    ...normalizeLikeService(input),
    id,
    sharedProductId: sharedIdOf(id),
    originType: "author",
    createdAt: now,
    modifiedAt: now,
  });
  return id;
}

function refuseUpdate({ store, workflowSpeed }: Services, product: Product, changesDate: boolean): void {
  const unauthorized = (message: string) => hardwareRefusal(403, "UpdateUnauthorized", message);
  const initial = submissionsOf(store, product).find(({ type }) => type === "initial");
  const progress = initial && submissionState(initial, workflowSpeed);
  if (isReadOnly(product)) throw unauthorized("Not authorized to update the product");
  if (!progress) throw unauthorized("Can't update product without an initial submission");
  if (progress.failed) throw unauthorized("Can't update product because the workflow failed");
  if (changesDate && progress.completed.length === workflowSteps.length) {
    throw unauthorized("Announcement Date can't be updated after the ingestion process is finished");
  }
}

function updateProduct(services: Services, product: Product, body: unknown): void {
  const { announcementDate, ...rest } = validHardwareInput(checkProductPatch(body));
  refuseUpdate(services, product, announcementDate !== undefined);
  services.store.update("product", product.id, {
    ...rest,
    ...(announcementDate !== undefined && { announcementDate: bareDate(announcementDate) }),
    modifiedAt: services.clock.now().toISOString(),
  });
}

/** The products of the hardware API: list, get, create, update. */
export function addProductRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services;
  app.get<{ Querystring: PageQuery }>("/", (request, reply) => {
    const rows = store.list("product").map((product) => wireRow(store, product));
    return reply.send(pageOf(rows, "/products", request.query));
  });

  app.post("/", (request, reply) => {
    const id = createProduct(services, request.body);
    return reply.status(201).send(wireProduct(store, existingProduct(store, id)));
  });

  app.get<ByProduct>("/:productId", (request, reply) =>
    reply.send(wireProduct(store, existingProduct(store, request.params.productId))),
  );

  app.patch<ByProduct>("/:productId", (request, reply) => {
    updateProduct(services, existingProduct(store, request.params.productId), request.body);
    return reply.status(204).send();
  });
}
