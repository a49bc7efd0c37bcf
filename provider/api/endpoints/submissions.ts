import { z } from "zod";
import type { Client } from "../http/client";
import { allPages, type OnUnreadable, onePage, type Page, pagesOf, type Query } from "../http/pagination";
import { createReadCache, type ReadCache } from "../http/read-cache";
import { anyAnswer, someOf, wireDate, wireFlag, wireId, wireObject, wireText } from "../http/wire";
import { type WorkflowStatus, workflow } from "./workflow-status";
import { documented } from "./workflow-words";

const download = z
  .looseObject({ type: z.string(), url: z.string() })
  .transform(({ type, url }) => ({ type: documented(type), url }));

const wire = z.looseObject({
  id: wireId,
  productId: wireText,
  name: wireText,
  type: wireText,
  commitStatus: wireText,
  workflowStatus: workflow,
  isExtensionInf: wireFlag,
  isUniversal: wireFlag,
  isDeclarativeInf: wireFlag,
  downloads: z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? { items: value } : value))
    .pipe(wireObject)
    .transform((found) => someOf(download).parse(found?.items)),
  createdDateTime: wireDate,
});

/** A submission of a product, which the answer need not name: the request does. */
function recordOf(productId: string) {
  return wire.transform((known) => toRecord(known, productId));
}

/** A submission whose product is what is asked for. */
const record = wire.extend({ productId: wireId }).transform((known) => toRecord(known, known.productId));

function toRecord(known: z.output<typeof wire>, productId: string) {
  const { workflowStatus, downloads, commitStatus } = known;
  const status = workflowStatus?.status;
  return {
    submissionId: known.id,
    productId,
    name: known.name,
    type: known.type,
    commitStatus: commitStatusOf(commitStatus ? documented(commitStatus) : undefined, status, downloads),
    workflowStatus: status,
    isExtensionInf: known.isExtensionInf,
    isUniversal: known.isUniversal,
    isDeclarativeInf: known.isDeclarativeInf,
    createdAt: known.createdDateTime,
    /** Secrets that expire, for immediate use. A function, so that they are never written out with the rest. */
    links: () => ({ errorReport: workflowStatus?.errorReport, downloads }),
  };
}

/**
 * A workflow that has started is one of a package that was committed, and so is a signed package: the service has been
 * seen to go on saying commitPending then, or to say nothing.
 */
function commitStatusOf(
  said: string | undefined,
  status: WorkflowStatus | undefined,
  downloads: readonly { readonly type: string }[],
): string | undefined {
  const hasStarted =
    status !== undefined && status.state !== "notStarted" && status.currentStep.toLowerCase() !== "created";
  const isTaken = hasStarted || downloads.some(({ type }) => type === "signedPackage");
  return isTaken && said !== "commitFailed" ? "commitComplete" : said;
}

/** A submission as the service shows it; rows of a list come without workflow and links. */
export type SubmissionRecord = z.output<typeof record>;

/** A submission as its publisher knows it, in decimal digits. */
export interface SourceSubmission {
  readonly publisherId: string;
  readonly productId: string;
  readonly submissionId: string;
}

/** Calls of `/my/hardware/products/{productId}/submissions`. */
export function submissions(client: Client, apiVersion: string) {
  const products = `/${apiVersion}/my/hardware/products`;
  const pathOf = (productId: string) => `${products}/${productId}/submissions`;
  const { invalidate, ...reads } = readsOf(client, pathOf);
  return {
    ...reads,
    ...changesOf(client, pathOf, invalidate),
    /** The submission of this account that another publisher has shared, by the ids that it has over there. */
    related: ({ publisherId, productId, submissionId }: SourceSubmission): Promise<SubmissionRecord> =>
      client.call({
        verb: "GET",
        // The misspelling is the service's.
        path: `${products}/relationships/sourcepubliherid/${publisherId}/sourceproductid/${productId}/sourcesubmissionid/${submissionId}`,
        responseSchema: record,
      }),
  };
}

type PathOf = (productId: string) => string;

function readsOf(client: Client, pathOf: PathOf) {
  const get = (productId: string, submissionId: string): Promise<SubmissionRecord> =>
    client.call({
      verb: "GET",
      path: `${pathOf(productId)}/${submissionId}`,
      responseSchema: recordOf(productId),
    });
  const caches = new Map<string, ReadCache<SubmissionRecord>>();
  function cacheOf(productId: string): ReadCache<SubmissionRecord> {
    const cache =
      caches.get(productId) ??
      createReadCache(
        (submissionId) => get(productId, submissionId),
        () => pagesOf(client, pathOf(productId), recordOf(productId)),
        (row) => row.submissionId,
      );
    caches.set(productId, cache);
    return cache;
  }
  return {
    list: (productId: string, onUnreadable?: OnUnreadable): Promise<SubmissionRecord[]> =>
      allPages(client, pathOf(productId), recordOf(productId), onUnreadable),
    /** One page of them, for a caller that remembers how far it has read. */
    page: (productId: string, query?: Query): Promise<Page<SubmissionRecord>> =>
      onePage(client, pathOf(productId), recordOf(productId), query),
    /** As it is now. */
    get,
    /**
     * As it was when this run first asked: one GET, or a row of the list when many of one product are read. For those
     * of which only the name can change any more.
     */
    read: (productId: string, submissionId: string): Promise<SubmissionRecord> =>
      cacheOf(productId).read(submissionId),
    /** The next `read` asks again. */
    invalidate: (productId: string, submissionId: string): void => cacheOf(productId).forget(submissionId),
  };
}

function changesOf(client: Client, pathOf: PathOf, invalidate: (productId: string, id: string) => void) {
  return {
    create: (productId: string, submission: { name: string; type: string }): Promise<SubmissionRecord> =>
      client.call({
        verb: "POST",
        path: pathOf(productId),
        body: submission,
        responseSchema: recordOf(productId),
      }),
    update: (productId: string, submissionId: string, patch: { name: string }): Promise<undefined> => {
      const path = `${pathOf(productId)}/${submissionId}`;
      return client
        .call({ verb: "PATCH", path, body: patch, idempotent: true, responseSchema: anyAnswer })
        .finally(() => invalidate(productId, submissionId));
    },
    /** Hands the uploaded package in. The service accepts it once: a second call is refused. */
    commit: (productId: string, submissionId: string): Promise<undefined> =>
      client.call({
        verb: "POST",
        path: `${pathOf(productId)}/${submissionId}/commit`,
        responseSchema: anyAnswer,
      }),
    /** Asks for the driver metadata of a submission that has none, such as a shared one: it takes hours. */
    createPublisherMetadata: (productId: string, submissionId: string): Promise<undefined> =>
      client.call({
        verb: "POST",
        path: `${pathOf(productId)}/${submissionId}/createpublishermetadata`,
        responseSchema: anyAnswer,
      }),
  };
}
