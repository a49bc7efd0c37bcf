import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Emulation } from "../emulation";
import type { Product, Submission } from "../entities";
import { hardwareRefusal, invalidHardwareInput } from "../refusals";
import { packageFaults } from "../rules/package-rules";
import { checkSubmission, checkSubmissionPatch } from "../rules/submission-rules";
import { packageAddress, packageName } from "../submission-package";
import { progressOf } from "../submission-progress";
import { wireId } from "../wire-json";
import { linkTo, type PageQuery, pageOf } from "./paging";
import { type ByProduct, existingProduct, isReadOnly, submissionsOf } from "./products";
import { wireWorkflow } from "./workflow-status";

/** A request that names a submission. */
export interface BySubmission {
  Params: { productId: string; submissionId: string };
}

const linkLifetimeMs = 24 * 60 * 60_000;
/** How long the metadata file lags behind the last step, and behind the request for one. */
const metadataLagMinutes = 2;
const publisherMinutes = 2 * 60;

/** One submission of a product. Throws the refusal of the service when either is missing. */
export function existingSubmission(
  emulation: Emulation,
  { productId, submissionId }: BySubmission["Params"],
) {
  const product = existingProduct(emulation, productId);
  const submission = submissionsOf(emulation, product).find(({ id }) => id === submissionId);
  if (!submission) {
    throw hardwareRefusal(404, "EntityNotFound", "No submission found");
  }
  return { product, submission };
}

function hasMetadata({ pace }: Emulation, submission: Submission, minutesSinceDone: number): boolean {
  const { metadataRequestedAt, lacksDriverMetadata = false } = submission;
  const isMade =
    metadataRequestedAt !== undefined && pace.minutesSince(metadataRequestedAt) >= publisherMinutes;
  return isMade || (!lacksDriverMetadata && minutesSinceDone >= metadataLagMinutes);
}

function downloadsOf(emulation: Emulation, submission: Submission) {
  const { container, committedAt, signedLagMinutes = 1, fileNames = {} } = submission;
  const { minutesSinceDone: minutes = -1 } = progressOf(submission, emulation.pace);
  const offered = [
    ...(minutes >= signedLagMinutes ? ["signedPackage", "certificationReport"] : []),
    ...(minutes >= 0 && hasMetadata(emulation, submission, minutes) ? ["driverMetadata"] : []),
  ];
  const item = (type: string, permissions: "r" | "rwl") => ({
    type,
    url: emulation.links.mint({ container, blob: type }, permissions, linkLifetimeMs, fileNames[type]),
  });
  const isOwn = submission.sourceSubmissionId === undefined;
  const uploaded = item(packageName(submission), committedAt === undefined ? "rwl" : "r");
  return { items: [...(isOwn ? [uploaded] : []), ...offered.map((type) => item(type, "r"))], messages: [] };
}

function isExtension({ store }: Emulation, { isExtensionInf, productId }: Submission): boolean {
  return isExtensionInf ?? store.find("product", productId)?.isExtensionInf ?? false;
}

function wireRow(emulation: Emulation, submission: Submission) {
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
    commitStatus: progressOf(submission, emulation.pace).commitStatus,
    isExtensionInf: isExtension(emulation, submission),
    isUniversal: true,
    isDeclarativeInf: true,
    name,
    type,
    createdBy: "emulator",
    createdDateTime: createdAt,
  };
}

/** A submission as the wire shows it, with its workflow and its links. */
export function wireSubmission(emulation: Emulation, submission: Submission) {
  const { workflowStatus } = progressOf(submission, emulation.pace);
  return {
    ...wireRow(emulation, submission),
    workflowStatus: wireWorkflow(emulation, submission.container, workflowStatus),
    downloads: downloadsOf(emulation, submission),
  };
}

function refuseCreation(emulation: Emulation, product: Product, type: Submission["type"]): void {
  const invalid = (message: string) => hardwareRefusal(400, "requestInvalidForCurrentState", message);
  const initial = submissionsOf(emulation, product).find((submission) => submission.type === "initial");
  if (isReadOnly(product)) {
    throw hardwareRefusal(403, "readOnlyProduct", "A shared product takes no submission");
  }
  if (type === "initial" && initial) {
    throw invalid("Initial submission already exists");
  }
  if (type === "derived" && !initial) {
    throw invalid("Can't create derived submission since no initial submission created");
  }
  const isAttested = product.testHarness.toLowerCase() === "attestation";
  const isExtended = initial !== undefined && isExtension(emulation, initial);
  if (type === "derived" && (isAttested || product.isTestSign || isExtended)) {
    throw invalid("Can't create derived submission for an attestation, test-signed or extension product");
  }
}

function createSubmission(emulation: Emulation, product: Product, input: unknown): Submission {
  const { store, clock } = emulation;
  const outcome = checkSubmission(input);
  if (!outcome.ok) {
    throw invalidHardwareInput(outcome.faults);
  }
  refuseCreation(emulation, product, outcome.value.type);
  const id = store.nextId("submission");
  const submission: Submission = {
    ...outcome.value,
    id,
    productId: product.id,
    // Ids start anew after a reset; what was uploaded before must not be found then.
    container: `submission-${id}-${randomBytes(6).toString("hex")}`,
    createdAt: clock.now().toISOString(),
    uploads: 0,
    commits: 0,
  };
  store.insert("submission", submission);
  return submission;
}

async function commit(emulation: Emulation, product: Product, submission: Submission): Promise<void> {
  const { store, clock, pace, packages } = emulation;
  if (progressOf(submission, pace).commitStatus.toLowerCase() !== "commitpending") {
    const message = "Only pending submissions can be committed";
    throw hardwareRefusal(400, "requestInvalidForCurrentState", message);
  }
  // Marked before looking at the package: a second commit must not slip in meanwhile.
  const committedAt = clock.now().toISOString();
  store.update("submission", submission.id, { committedAt, commits: submission.commits + 1 });
  const glimpse = await packages.glimpse(packageAddress(submission));
  store.update("submission", submission.id, { packageFaults: packageFaults(glimpse, product) });
}

function rename(emulation: Emulation, submission: Submission, product: Product, input: unknown): void {
  const outcome = checkSubmissionPatch(input);
  if (!outcome.ok) {
    throw invalidHardwareInput(outcome.faults);
  }
  const unauthorized = (message: string) => hardwareRefusal(403, "UpdateUnauthorized", message);
  if (isReadOnly(product)) {
    throw unauthorized("Not authorized to update the submission");
  }
  if (progressOf(submission, emulation.pace).failed) {
    throw unauthorized("Can't update the submission since the workflows failed");
  }
  emulation.store.update("submission", submission.id, outcome.value);
}

/** The submissions of a product: list, get, create, rename, commit. */
export function addSubmissionRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.get<ByProduct & { Querystring: PageQuery }>("/", ({ params, query }, reply) => {
    const product = existingProduct(emulation, params.productId);
    const rows = submissionsOf(emulation, product).map((submission) => wireRow(emulation, submission));
    return reply.send(pageOf(rows, `/products/${product.id}/submissions`, query));
  });

  app.post<ByProduct>("/", (request, reply) => {
    const product = existingProduct(emulation, request.params.productId);
    const submission = createSubmission(emulation, product, request.body);
    return reply.status(201).send(wireSubmission(emulation, submission));
  });

  app.get<BySubmission>("/:submissionId", ({ params }, reply) =>
    reply.send(wireSubmission(emulation, existingSubmission(emulation, params).submission)),
  );

  app.patch<BySubmission>("/:submissionId", ({ params, body }, reply) => {
    const { product, submission } = existingSubmission(emulation, params);
    rename(emulation, submission, product, body);
    return reply.status(204).send();
  });

  app.post<BySubmission>("/:submissionId/commit", async ({ params }, reply) => {
    const { product, submission } = existingSubmission(emulation, params);
    await commit(emulation, product, submission);
    return reply.status(202).send();
  });
}
