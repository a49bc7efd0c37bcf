import type { JsonObject } from "../http/json";
import type { CheckedProduct } from "../rules/product-rules";
import type { DriverMetadata, HardwareId } from "./driver-metadata-file";

/** A report template as kept: the document as it was sent. Times are ISO 8601 with Z, here and below. */
export interface ReportTemplate {
  id: string;
  template: JsonObject;
  createdAt: string;
  modifiedAt: string;
}

/** A span in which a schedule was paused; without `to` it still is. */
export interface Pause {
  from: string;
  to?: string;
}

/** A scheduled report as kept. */
export interface ReportSchedule {
  id: string;
  templateId: string;
  schedule: { startTime: string; recurrenceInterval: number; recurrence: number };
  callbackUrl?: string;
  pauses: Pause[];
  /** Times of runs that happened before the schedule was last edited. */
  pastRuns: string[];
  /** Times of runs that are to be shown as failed: set with `edit`. */
  failedRuns: string[];
  /** Times of runs that need no notification: already sent, or ready before there was a callback. */
  notifiedRuns?: string[];
  /** Names this schedule's files apart from those of another with the same id. */
  container: string;
  createdAt: string;
  modifiedAt: string;
}

/** A hardware product as kept: what was sent, with the defaults of the service filled in. */
export interface Product extends CheckedProduct {
  id: string;
  sharedProductId: string;
  /** "author", or "shared" for a product of another publisher. */
  originType: string;
  /** Whose product this is and under which id, when it is shared. */
  sourcePublisherId?: string;
  sourceProductId?: string;
  /** Whether changes are refused. Default: when it is shared. Set with `edit`. */
  readOnly?: boolean;
  /** Whether its INF is an extension: set with `edit`. */
  isExtensionInf?: boolean;
  /** Whether it is an inbox driver or a system, which can only be shared: set with `edit`. */
  inboxOrSystem?: boolean;
  createdAt: string;
  modifiedAt: string;
}

/** The workflow status of a submission or a label, as the wire shows it. */
export interface WorkflowStatus {
  currentStep: string | number;
  state: string;
  messages: string[];
  errorReport?: string;
}

/** What Microsoft decides about a workflow: set with `edit`, or beforehand with `scriptNext`. */
export interface WorkflowScript {
  /** The step it fails in, and what it says. */
  failStep?: string | null;
  failMessages?: string[];
  /** The step it stays in for as long as this is set. */
  holdStep?: string | null;
}

/** A submission of a product as kept. Its status follows from `committedAt` and the clock. */
export interface Submission extends WorkflowScript {
  id: string;
  productId: string;
  name: string;
  type: "initial" | "derived";
  container: string;
  /** Where its package is, when not in its own container: another publisher uploaded it. */
  packageContainer?: string;
  createdAt: string;
  committedAt?: string;
  /** How often a blob was written or put together from blocks at its upload link. */
  uploads: number;
  /** How often a commit took effect. */
  commits: number;
  /** What was found wrong with the package when it was committed. */
  packageFaults?: string[];
  /** The submission of another publisher this one is shared from. */
  sourceSubmissionId?: string;
  isExtensionInf?: boolean;
  /** What its metadata file holds instead of what is made up: set with `edit`. */
  driverMetadata?: DriverMetadata;
  /** Whether it has no metadata file until one is asked for. */
  lacksDriverMetadata?: boolean;
  metadataRequestedAt?: string;
  /** How its downloads are called, by their types: set with `edit`. Default: their links name none. */
  fileNames?: Record<string, string>;
  /** Minutes by which the signed package lags behind the last step. Default 1. */
  signedLagMinutes?: number;
  /** What to show instead of what follows from the clock: set with `edit`. */
  commitStatus?: string;
  workflowStatus?: WorkflowStatus | null;
}

/** Something a label targets, and what its workflow is to do about it. */
export type Targeted<T> = T & { pending?: "add" | "remove" };

/** What a label targets, as kept. */
export interface LabelTargeting {
  hardwareIds: Targeted<HardwareId>[];
  /** With `recovery` Microsoft has taken the driver back from the computer: set with `edit`. */
  chids: Targeted<{ chid: string; recovery?: "PendingRecovery" | "Recovered" }>[];
  restrictedToAudiences: string[];
  inServicePublishInfo?: JsonObject;
  coEngDriverPublishInfo?: JsonObject;
}

/** A shipping label as kept. Its status follows from `workflowSince` and the clock. */
export interface ShippingLabel extends WorkflowScript {
  id: string;
  productId: string;
  submissionId: string;
  name: string;
  destination: "windowsUpdate" | "anotherPartner";
  publishingSpecifications?: JsonObject;
  recipientSpecifications?: { receiverPublisherId: string } & JsonObject;
  targeting: LabelTargeting;
  businessJustification?: string;
  container: string;
  createdAt: string;
  /** When its present workflow began: at its creation, or at the last change of its targeting. */
  workflowSince: string;
  /** When and in which step its cancellation was asked for. */
  cancelledAt?: string;
  cancelStep?: string;
  /** What to show instead of what follows from the clock: set with `edit`. */
  workflowStatus?: WorkflowStatus;
}

/** An audience a label can be restricted to. */
export interface Audience {
  /** A GUID. */
  id: string;
  name: string;
  description: string;
  audienceName: string;
}

/** A package handed in to be signed for tests before production. Its status follows from `createdAt` and the clock. */
export interface PreprodPackage {
  /** A GUID. */
  id: string;
  container: string;
  createdAt: string;
  size: number;
  /** Of the bytes, in hexadecimal digits. */
  sha256: string;
  /** Why it fails: set with `scriptNext` or `edit`. Default: it does not. */
  failMessage?: string | null;
  /** What to show as the digest of what comes of it. Default: what it is. */
  contentHash?: string;
}

/** Everything that is kept, by kind. */
export interface Entities {
  reportTemplate: ReportTemplate;
  reportSchedule: ReportSchedule;
  product: Product;
  submission: Submission;
  shippingLabel: ShippingLabel;
  audience: Audience;
  preprodPackage: PreprodPackage;
}

/** What can be edited or removed from outside. */
export type EntityKind = keyof Entities;
