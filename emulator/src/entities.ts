import type { CheckedProduct } from "./rules/product-rules";
import type { JsonObject } from "./wire-json";

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
  /** Names this schedule's files apart from those of another with the same id. */
  container: string;
  createdAt: string;
  modifiedAt: string;
}

/** A hardware product as kept: what was sent, with the defaults of the service filled in. */
export interface Product extends CheckedProduct {
  id: string;
  sharedProductId: string;
  /** "author", or "shared" for a product of another publisher, which refuses changes: set with `edit`. */
  originType: string;
  createdAt: string;
  modifiedAt: string;
}

/** Where a submission stands in its workflow, as the wire shows it. */
export interface WorkflowStatus {
  currentStep: string | number;
  state: string;
  messages: string[];
}

/** A submission of a product as kept. Where it stands follows from `committedAt` and the clock. */
export interface Submission {
  id: string;
  productId: string;
  name: string;
  type: "initial" | "derived";
  container: string;
  createdAt: string;
  committedAt?: string;
  /** Whether the package had been uploaded when it was committed. */
  hadPackage?: boolean;
  /** The step its workflow fails in, and what it says: set with `edit`. */
  failStep?: string;
  failMessages?: string[];
  /** What to show instead of what follows from the clock: set with `edit`. */
  commitStatus?: string;
  workflowStatus?: WorkflowStatus | null;
}

/** Everything that is kept, by kind. */
export interface Entities {
  reportTemplate: ReportTemplate;
  reportSchedule: ReportSchedule;
  product: Product;
  submission: Submission;
}

/** What can be edited or removed from outside. */
export type EntityKind = keyof Entities;
