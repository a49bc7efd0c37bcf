import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Emulation } from "../emulation";
import type { Product, Submission } from "../entities";
import { hardwareRefusal, invalidHardwareInput, notEmulated } from "../refusals";
import { checkSubmission, checkSubmissionPatch } from "../rules/submission-rules";
import { progressOf } from "../submission-progress";
import { wireId } from "../wire-json";
import { linkTo, type PageQuery, pageOf } from "./paging";
import { type ByProduct, existingProduct, submissionsOf } from "./products";

/** A request that names a submission. */
export interface BySubmission {
  Params: { productId: string; submissionId: string };
}

const linkLifetimeMs = 24 * 60 * 60_000;
/** How long the signed package, and what comes with it, lag behind the last step. */
const signedLagMinutes = 1;
const metadataLagMinutes = 2;

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

function packageName({ type }: Submission): string {
  return type === "initial" ? "initialPackage" : "derivedPackage";
}

function downloadsOf({ links, clock }: Emulation, submission: Submission) {
  const { container, committedAt } = submission;
  const { minutesSinceDone: minutes = -1 } = progressOf(submission, clock.now());
  const offered = [
    ...(minutes >= signedLagMinutes ? ["signedPackage", "certificationReport"] : []),
    ...(minutes >= metadataLagMinutes ? ["driverMetadata"] : []),
  ];
  const item = (type: string, permissions: "r" | "rwl") => ({
    type,
    url: links.mint({ container, blob: type }, permissions, linkLifetimeMs),
  });
  const uploaded = item(packageName(submission), committedAt === undefined ? "rwl" : "r");
  return { items: [uploaded, ...offered.map((type) => item(type, "r"))], messages: [] };
}

function wireRow({ clock }: Emulation, submission: Submission) {
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
    commitStatus: progressOf(submission, clock.now()).commitStatus,
    isExtensionInf: false,
    isUniversal: true,
    isDeclarativeInf: true,
    name,
    type,
    createdBy: "emulator",
    createdDateTime: createdAt,
  };
}

function wireSubmission(emulation: Emulation, submission: Submission) {
  const { workflowStatus } = progressOf(submission, emulation.clock.now());
  return { ...wireRow(emulation, submission), workflowStatus, downloads: downloadsOf(emulation, submission) };
}

function refuseCreation(emulation: Emulation, product: Product, type: Submission["type"]): void {
  const invalid = (message: string) => hardwareRefusal(400, "requestInvalidForCurrentState", message);
  const hasInitial = submissionsOf(emulation, product).some((submission) => submission.type === "initial");
  if (product.originType === "shared") {
    throw hardwareRefusal(403, "readOnlyProduct", "A shared product takes no submission");
  }
  if (type === "initial" && hasInitial) {
    throw invalid("Initial submission already exists");
  }
  if (type === "derived" && !hasInitial) {
    throw invalid("Can't create derived submission since no initial submission created");
  }
  if (type === "derived" && (product.testHarness === "attestation" || product.isTestSign)) {
    throw invalid("Can't create derived submission for an attestation or test-signed product");
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
  };
  store.insert("submission", submission);
  return submission;
}

async function commit(emulation: Emulation, submission: Submission): Promise<void> {
  const { store, clock, packages } = emulation;
  if (progressOf(submission, clock.now()).commitStatus.toLowerCase() !== "commitpending") {
    const message = "Only pending submissions can be committed";
    throw hardwareRefusal(400, "requestInvalidForCurrentState", message);
  }
  const committedAt = clock.now().toISOString();
  // Marked before looking for the package: a second commit must not slip in meanwhile.
  store.update("submission", submission.id, { committedAt });
  const hadPackage = await packages.has({ container: submission.container, blob: packageName(submission) });
  store.update("submission", submission.id, { hadPackage });
}

function rename(emulation: Emulation, submission: Submission, product: Product, input: unknown): void {
  const outcome = checkSubmissionPatch(input);
  if (!outcome.ok) {
    throw invalidHardwareInput(outcome.faults);
  }
  const unauthorized = (message: string) => hardwareRefusal(403, "UpdateUnauthorized", message);
  if (product.originType === "shared") {
    throw unauthorized("Not authorized to update the submission");
  }
  if (progressOf(submission, emulation.clock.now()).failed) {
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
    await commit(emulation, existingSubmission(emulation, params).submission);
    return reply.status(202).send();
  });

  app.post<BySubmission>("/:submissionId/createpublishermetadata", ({ params, url }) => {
    existingSubmission(emulation, params);
    throw notEmulated(url, "publisher metadata");
  });
}
