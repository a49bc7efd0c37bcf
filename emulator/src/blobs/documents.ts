import { driverMetadataOf } from "../driver-metadata";
import type { Emulation } from "../emulation";
import type { ShippingLabel, Submission, WorkflowStatus } from "../entities";
import { labelStanding } from "../label-progress";
import { progressOf } from "../submission-progress";
import type { BlobAddress } from "./links";

/** A file the service itself makes. */
export interface GeneratedDocument {
  contentType: string;
  /** Its content. */
  text(): string;
}

const plainText = "text/plain; charset=utf-8";

function errorReport(what: string, status: WorkflowStatus | null): GeneratedDocument {
  const lines = [`${what}: ${status?.currentStep} ${status?.state}`, ...(status?.messages ?? [])];
  return { contentType: plainText, text: () => `${lines.join("\n")}\n` };
}

function certificationReport({ productId, id, name }: Submission): GeneratedDocument {
  const lines = [`Product ${productId}`, `Submission ${id}: ${name}`, "Made up: nothing was certified."];
  return { contentType: plainText, text: () => `${lines.join("\n")}\n` };
}

function submissionDocument(
  { store, pace }: Emulation,
  submission: Submission,
  blob: string,
): GeneratedDocument | undefined {
  const product = store.find("product", submission.productId);
  switch (blob) {
    case "driverMetadata":
      return (
        product && {
          contentType: "application/json",
          text: () => JSON.stringify(driverMetadataOf(product, submission)),
        }
      );
    case "certificationReport":
      return certificationReport(submission);
    case "errorReport":
      return errorReport(`Submission ${submission.id}`, progressOf(submission, pace).workflowStatus);
    default:
      return undefined;
  }
}

function labelDocument(emulation: Emulation, label: ShippingLabel): GeneratedDocument {
  return errorReport(`Shipping label ${label.id}`, labelStanding(emulation, label).status);
}

/** The generated file a link points to, if it is one: what comes with a submission or a label. */
export function documentAt({ container, blob }: BlobAddress, emulation: Emulation) {
  const { store } = emulation;
  const isHere = (entity: { container: string }) => entity.container === container;
  const submission = store.list("submission").find(isHere);
  if (submission) {
    return submissionDocument(emulation, submission, blob);
  }
  const label = store.list("shippingLabel").find(isHere);
  if (label) {
    return labelDocument(emulation, label);
  }
  return undefined;
}
