import { presentable } from "../text/service-text";
import type { SubmissionRecord } from "./submissions";
import type { WorkflowStatus } from "./workflow-status";

/**
 * A submission as programs and the command show it: what is known of it, and no links.
 *
 * @see [Submission resource](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#submission-resource)
 */
export interface SubmissionDetails {
  /** Decimal digits: it is larger than a JavaScript number can be. */
  readonly productId: string;
  /** Decimal digits: it is larger than a JavaScript number can be. */
  readonly submissionId: string;
  /** The name as the dashboard shows it. */
  readonly name?: string;
  /** `initial` or `derived`. */
  readonly type?: string;
  /** `commitPending`, `commitReceived`, `commitComplete` or `commitFailed`. */
  readonly commitStatus?: string;
  /** Undefined until the service begins, and in rows of a list. Signed: `finalizeIngestion` is `completed`. */
  readonly workflowStatus?: WorkflowStatus;
  /** Whether the package is an extension driver. */
  readonly isExtensionInf?: boolean;
  /** Whether it passes the Universal API test. A driver is DCHU compliant when it is universal and declarative. */
  readonly isUniversal?: boolean;
  /** Whether it passes InfVerif's test for declarative INFs. */
  readonly isDeclarativeInf?: boolean;
  /** Types of the files that can be downloaded now, such as `signedPackage`; none in rows of a list. */
  readonly downloads: readonly string[];
  /** When it was created: ISO 8601, UTC; only where the service tells it. */
  readonly createdDateTime?: string;
}

/** What of a record may be shown. */
export function submissionDetails({ createdAt, links, ...record }: SubmissionRecord): SubmissionDetails {
  return presentable({
    ...record,
    downloads: links().downloads.map(({ type }) => type),
    createdDateTime: createdAt?.toISOString(),
  });
}
