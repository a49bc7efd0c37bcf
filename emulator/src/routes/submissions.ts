import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Links } from "../blobs/links";
import type { Packages } from "../blobs/packages";
import type { Clock } from "../clock";
import {
  type ByProduct,
  type BySubmission,
  existingProduct,
  existingSubmission,
  isReadOnly,
  submissionsOf,
} from "../hardware/lookups";
import { packageAddress, packageName } from "../hardware/submission-package";
import { submissionState } from "../hardware/submission-progress";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { wireWorkflow } from "../hardware/workflow-status";
import { wireId } from "../http/json";
import { linkTo, type PageQuery, pageOf } from "../http/paging";
import { hardwareRefusal, invalidState, validHardwareInput } from "../http/refusals";
import { packageFaults } from "../rules/package-rules";
import { checkSubmission, checkSubmissionPatch } from "../rules/submission-rules";
import type { Product, Submission } from "../store/entities";
import type { Store } from "../store/store";

/** What the wire form of a submission is made from. */
export interface WireServices {
  readonly store: Store;
  readonly workflowSpeed: WorkflowSpeed;
  readonly links: Links;
}

interface Services extends WireServices {
  readonly clock: Clock;
  readonly packages: Packages;
}

const linkLifetimeMs = 24 * 60 * 60_000;
/** How long the metadata file lags behind the last step, and behind the request for one. */
const metadataLagMinutes = 2;
const publisherMinutes = 2 * 60;

function hasMetadata(
  workflowSpeed: WorkflowSpeed,
  submission: Submission,
  minutesSinceDone: number,
): boolean {
  const { metadataRequestedAt, lacksDriverMetadata = false } = submission;
  const isMade =
    metadataRequestedAt !== undefined && workflowSpeed.minutesSince(metadataRequestedAt) >= publisherMinutes;
  return isMade || (!lacksDriverMetadata && minutesSinceDone >= metadataLagMinutes);
}

function downloadsOf(services: WireServices, submission: Submission) {
  const { container, committedAt, signedLagMinutes = 1, fileNames = {} } = submission;
  const { minutesSinceDone: minutes = -1 } = submissionState(submission, services.workflowSpeed);
  const offered = [
    ...(minutes >= signedLagMinutes ? ["signedPackage", "certificationReport"] : []),
    ...(minutes >= 0 && hasMetadata(services.workflowSpeed, submission, minutes) ? ["driverMetadata"] : []),
  ];
  const item = (type: string, permissions: "r" | "rwl") => ({
    type,
    url: services.links.sign({ container, blob: type }, permissions, linkLifetimeMs, fileNames[type]),
  });
  const isOwn = submission.sourceSubmissionId === undefined;
  const uploaded = item(packageName(submission), committedAt === undefined ? "rwl" : "r");
  return { items: [...(isOwn ? [uploaded] : []), ...offered.map((type) => item(type, "r"))], messages: [] };
}

function isExtension(store: Store, { isExtensionInf, productId }: Submission): boolean {
  return isExtensionInf ?? store.find("product", productId)?.isExtensionInf ?? false;
}

function wireRow({ store, workflowSpeed }: WireServices, submission: Submission) {
  const { id, productId, name, type, createdAt } = submission;
  const path = `/products/${productId}/submissions/${id}`;
  return {
    id: wireId(id),
    productId: wireId(productId),
    links: [
      linkTo(path, "self"),
      linkTo(path, "update_submission", "PATCH"),
      linkTo(`${path}/commit`, "commit_submission", "POST"),
    ],
    commitStatus: submissionState(submission, workflowSpeed).commitStatus,
    isExtensionInf: isExtension(store, submission),
    isUniversal: true,
    isDeclarativeInf: true,
    name,
    type,
    createdBy: "emulator",
    createdDateTime: createdAt,
  };
}

/** A submission as the wire shows it, with its workflow and its links. */
export function wireSubmission(services: WireServices, submission: Submission) {
  const { workflowStatus } = submissionState(submission, services.workflowSpeed);
  return {
    ...wireRow(services, submission),
    workflowStatus: wireWorkflow(services.links, submission.container, workflowStatus),
    downloads: downloadsOf(services, submission),
  };
}

function refuseCreation(store: Store, product: Product, type: Submission["type"]): void {
  const initial = submissionsOf(store, product).find((submission) => submission.type === "initial");
  if (isReadOnly(product)) {
    throw hardwareRefusal(403, "readOnlyProduct", "A shared product takes no submission");
  }
  if (type === "initial" && initial) throw invalidState("Initial submission already exists");
  if (type === "derived" && !initial) {
    throw invalidState("Can't create derived submission since no initial submission created");
  }
  const isAttested = product.testHarness.toLowerCase() === "attestation";
  const isExtended = initial !== undefined && isExtension(store, initial);
  if (type === "derived" && (isAttested || product.isTestSign || isExtended)) {
    throw invalidState(
      "Can't create derived submission for an attestation, test-signed or extension product",
    );
  }
}

function createSubmission(services: Services, product: Product, body: unknown): Submission {
  const { store, clock } = services;
  const input = validHardwareInput(checkSubmission(body));
  refuseCreation(store, product, input.type);
  const id = store.nextId("submission");
  const submission: Submission = {
    ...input,
    id,
    productId: product.id,
    // Ids repeat after a reset; earlier uploads must not be found then.
    container: `submission-${id}-${randomBytes(6).toString("hex")}`,
    createdAt: clock.now().toISOString(),
    uploads: 0,
    commits: 0,
  };
  store.insert("submission", submission);
  return submission;
}

async function commit(services: Services, product: Product, submission: Submission): Promise<void> {
  const { store, clock, workflowSpeed, packages } = services;
  if (submissionState(submission, workflowSpeed).commitStatus.toLowerCase() !== "commitpending") {
    throw invalidState("Only pending submissions can be committed");
  }
  // Marked before the package is read, so that a concurrent commit is refused.
  const committedAt = clock.now().toISOString();
  store.update("submission", submission.id, { committedAt, commits: submission.commits + 1 });
  const ends = await packages.readEnds(packageAddress(submission));
  store.update("submission", submission.id, { packageFaults: packageFaults(ends, product) });
}

function rename(services: Services, submission: Submission, product: Product, body: unknown): void {
  const patch = validHardwareInput(checkSubmissionPatch(body));
  const unauthorized = (message: string) => hardwareRefusal(403, "UpdateUnauthorized", message);
  if (isReadOnly(product)) throw unauthorized("Not authorized to update the submission");
  if (submissionState(submission, services.workflowSpeed).failed) {
    throw unauthorized("Can't update the submission since the workflows failed");
  }
  services.store.update("submission", submission.id, patch);
}

/** The submissions of a product: list, get, create, rename, commit. */
export function addSubmissionRoutes(app: FastifyInstance, services: Services): void {
  const { store } = services;
  app.get<ByProduct & { Querystring: PageQuery }>("/", ({ params, query }, reply) => {
    const product = existingProduct(store, params.productId);
    const rows = submissionsOf(store, product).map((submission) => wireRow(services, submission));
    return reply.send(pageOf(rows, `/products/${product.id}/submissions`, query));
  });

  app.post<ByProduct>("/", (request, reply) => {
    const product = existingProduct(store, request.params.productId);
    const submission = createSubmission(services, product, request.body);
    return reply.status(201).send(wireSubmission(services, submission));
  });

  app.get<BySubmission>("/:submissionId", ({ params }, reply) =>
    reply.send(wireSubmission(services, existingSubmission(store, params).submission)),
  );

  app.patch<BySubmission>("/:submissionId", ({ params, body }, reply) => {
    const { product, submission } = existingSubmission(store, params);
    rename(services, submission, product, body);
    return reply.status(204).send();
  });

  app.post<BySubmission>("/:submissionId/commit", async ({ params }, reply) => {
    const { product, submission } = existingSubmission(store, params);
    await commit(services, product, submission);
    return reply.status(202).send();
  });
}
