import { z } from "zod";
import type { Client } from "./client";
import { type ManyReads, manyReads } from "./many-reads";
import { allPages, onePage, type Page, pagesOf, type Query } from "./pages";
import { anyAnswer, wireDate, wireId } from "./wire";

/** How far the service has come with a submission or a label. */
export interface WorkflowStatus {
  readonly currentStep: string;
  readonly state: string;
  readonly messages: readonly string[];
}

/** The workflow as read from the wire; the link to its error report stays apart, for it is a secret. */
export const workflow = z
  .looseObject({
    // Seen as a number, too, and as null in between.
    currentStep: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((step) => (step === null || step === undefined ? "" : lowerFirst(String(step)))),
    state: z
      .string()
      .nullish()
      .transform((state) => lowerFirst(state ?? "notStarted")),
    messages: z.array(z.string()).nullish(),
    errorReport: z.string().nullish(),
  })
  .transform(({ currentStep, state, messages, errorReport }) => ({
    status: { currentStep, state, messages: messages ?? [] } satisfies WorkflowStatus,
    errorReport: errorReport ?? undefined,
  }));

/** The service writes CommitPending here and commitPending there. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const record = z
  .looseObject({
    id: wireId,
    productId: wireId,
    name: z.string().nullish(),
    type: z.string().nullish(),
    commitStatus: z.string().nullish(),
    workflowStatus: workflow.nullish(),
    isExtensionInf: z.boolean().nullish(),
    isUniversal: z.boolean().nullish(),
    isDeclarativeInf: z.boolean().nullish(),
    downloads: z
      .looseObject({ items: z.array(z.looseObject({ type: z.string(), url: z.string() })).nullish() })
      .nullish(),
    createdDateTime: wireDate,
  })
  .transform((wire) => ({
    submissionId: wire.id,
    productId: wire.productId,
    name: wire.name ?? undefined,
    type: wire.type ?? undefined,
    commitStatus: wire.commitStatus ? lowerFirst(wire.commitStatus) : undefined,
    workflowStatus: wire.workflowStatus?.status,
    isExtensionInf: wire.isExtensionInf ?? undefined,
    isUniversal: wire.isUniversal ?? undefined,
    isDeclarativeInf: wire.isDeclarativeInf ?? undefined,
    createdAt: wire.createdDateTime,
    /** Secrets that expire, for immediate use. A function, so that they are never written out with the rest. */
    links: () => ({
      errorReport: wire.workflowStatus?.errorReport,
      downloads: (wire.downloads?.items ?? []).map(({ type, url }) => ({ type: lowerFirst(type), url })),
    }),
  }));

/** A submission as the service shows it; rows of a list come without workflow and links. */
export type SubmissionRecord = z.output<typeof record>;

/** A submission as its publisher knows it, in decimal digits. */
export interface SourceSubmission {
  readonly publisherId: string;
  readonly productId: string;
  readonly submissionId: string;
}

/** A submission as programs and the command show it: what is known of it, and no links. */
export interface SubmissionDetails {
  /** Decimal digits: it is larger than a JavaScript number can be. */
  readonly productId: string;
  /** Decimal digits: it is larger than a JavaScript number can be. */
  readonly submissionId: string;
  readonly name?: string;
  /** `initial` or `derived`. */
  readonly type?: string;
  /** `commitPending`, `commitReceived`, `commitComplete` or `commitFailed`. */
  readonly commitStatus?: string;
  /** Undefined until the service begins, and in rows of a list. Signed: `finalizeIngestion` is `completed`. */
  readonly workflowStatus?: WorkflowStatus;
  readonly isExtensionInf?: boolean;
  readonly isUniversal?: boolean;
  readonly isDeclarativeInf?: boolean;
  /** Types of the files that can be downloaded now, such as `signedPackage`; none in rows of a list. */
  readonly downloads: readonly string[];
  /** ISO 8601, UTC; only where the service tells it. */
  readonly createdDateTime?: string;
}

/** What of a record may be shown. */
export function submissionDetails({ createdAt, links, ...record }: SubmissionRecord): SubmissionDetails {
  return {
    ...record,
    downloads: links().downloads.map(({ type }) => type),
    createdDateTime: createdAt?.toISOString(),
  };
}

/** Calls of `/my/hardware/products/{productId}/submissions`. */
export function submissions(client: Client, apiVersion: string) {
  const pathOf = (productId: string) => `/${apiVersion}/my/hardware/products/${productId}/submissions`;
  const get = (productId: string, submissionId: string): Promise<SubmissionRecord> =>
    client.call({ verb: "GET", path: `${pathOf(productId)}/${submissionId}`, answer: record });
  const known = new Map<string, ManyReads<SubmissionRecord>>();
  function knownOf(productId: string): ManyReads<SubmissionRecord> {
    const reads =
      known.get(productId) ??
      manyReads(
        (submissionId) => get(productId, submissionId),
        () => pagesOf(client, pathOf(productId), record),
        (row) => row.submissionId,
      );
    known.set(productId, reads);
    return reads;
  }
  return {
    create: (productId: string, submission: { name: string; type: string }): Promise<SubmissionRecord> =>
      client.call({ verb: "POST", path: pathOf(productId), body: submission, answer: record }),
    list: (productId: string): Promise<SubmissionRecord[]> => allPages(client, pathOf(productId), record),
    /** One page of them, for whoever remembers how far the list was read. */
    page: (productId: string, query?: Query): Promise<Page<SubmissionRecord>> =>
      onePage(client, pathOf(productId), record, query),
    /** As it is now. */
    get,
    /**
     * As it was when this run first asked: one GET, or a row of the list when many of one product are read. For those
     * of which only the name can change any more.
     */
    read: (productId: string, submissionId: string): Promise<SubmissionRecord> =>
      knownOf(productId).read(submissionId),
    update: (productId: string, submissionId: string, patch: { name: string }): Promise<undefined> =>
      client
        .call({
          verb: "PATCH",
          path: `${pathOf(productId)}/${submissionId}`,
          body: patch,
          repeatable: true,
          answer: anyAnswer,
        })
        .finally(() => knownOf(productId).forget(submissionId)),
    /** Hands the uploaded package in. The service accepts it once: a second call is refused. */
    commit: (productId: string, submissionId: string): Promise<undefined> =>
      client.call({
        verb: "POST",
        path: `${pathOf(productId)}/${submissionId}/commit`,
        answer: anyAnswer,
      }),
    /** Asks for the driver metadata of a submission that has none, such as a shared one: it takes hours. */
    createPublisherMetadata: (productId: string, submissionId: string): Promise<undefined> =>
      client.call({
        verb: "POST",
        path: `${pathOf(productId)}/${submissionId}/createpublishermetadata`,
        answer: anyAnswer,
      }),
    /** The submission of this account that another publisher has shared, by the ids that it has over there. */
    related: ({ publisherId, productId, submissionId }: SourceSubmission): Promise<SubmissionRecord> =>
      client.call({
        verb: "GET",
        // The misspelling is the service's.
        path: `/${apiVersion}/my/hardware/products/relationships/sourcepubliherid/${publisherId}/sourceproductid/${productId}/sourcesubmissionid/${submissionId}`,
        answer: record,
      }),
  };
}
