import { driverMetadataOf } from "../hardware/driver-metadata";
import { labelState } from "../hardware/label-progress";
import { submissionState } from "../hardware/submission-progress";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import type { ShippingLabel, Submission, WorkflowStatus } from "../store/entities";
import type { Store } from "../store/store";
import type { BlobAddress } from "./links";

interface Services {
  readonly store: Store;
  readonly workflowSpeed: WorkflowSpeed;
}

/** A file that the service generates. */
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
  { store, workflowSpeed }: Services,
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
      return errorReport(
        `Submission ${submission.id}`,
        submissionState(submission, workflowSpeed).workflowStatus,
      );
    default:
      return undefined;
  }
}

function labelDocument(services: Services, label: ShippingLabel): GeneratedDocument {
  return errorReport(`Shipping label ${label.id}`, labelState(services, label).status);
}

/** The generated file of a submission or a label at an address, if there is one. */
export function documentAt({ container, blob }: BlobAddress, services: Services) {
  const { store } = services;
  const isHere = (entity: { container: string }) => entity.container === container;
  const submission = store.list("submission").find(isHere);
  if (submission) return submissionDocument(services, submission, blob);
  const label = store.list("shippingLabel").find(isHere);
  if (label) return labelDocument(services, label);
  return undefined;
}
