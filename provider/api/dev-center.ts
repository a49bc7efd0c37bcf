import type { Dispatcher } from "undici";
import { audiences } from "./audiences";
import { type BlobLink, type BlobProperties, openBlockBlob } from "./block-blob";
import { cabs } from "./cabs";
import { createClient } from "./client";
import { type Clock, systemClock } from "./clock";
import { type Download, type Downloaded, downloadFile } from "./download";
import { type DriverMetadataRecord, readDriverMetadata } from "./driver-metadata";
import { readReport } from "./error-report";
import { createLimiter } from "./limiter";
import { openNetwork } from "./network";
import { products } from "./products";
import { reportData } from "./report-data";
import { reportSchedules } from "./report-schedules";
import { reportTemplates } from "./report-templates";
import type { Settings } from "./settings";
import { shippingLabels } from "./shipping-labels";
import { submissions } from "./submissions";
import { applicationTokens, managedIdentityTokens, readyToken, type TokenSource } from "./token";
import { type Upload, uploadFile } from "./transfer";

/** The resource for which Microsoft Entra ID issues the token, whatever endpoint is configured. */
const scope = "https://manage.devcenter.microsoft.com/.default";
const storageScope = "https://storage.azure.com/.default";

/** The whole service behind one token, one connection pool and one limiter. */
export interface DevCenter {
  readonly reportTemplates: ReturnType<typeof reportTemplates>;
  readonly reportSchedules: ReturnType<typeof reportSchedules>;
  readonly reportData: ReturnType<typeof reportData>;
  readonly products: ReturnType<typeof products>;
  readonly submissions: ReturnType<typeof submissions>;
  readonly shippingLabels: ReturnType<typeof shippingLabels>;
  readonly audiences: ReturnType<typeof audiences>;
  /** Requests that the work makes only look how far something has come: they take turns with all others. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
  readonly cabs: ReturnType<typeof cabs>;
  /** What the service's clock shows when ours shows this. */
  serviceTime(ours: Date): Date;
  /** Fetches a file from behind a link, and goes on where an earlier attempt stopped. */
  download(download: Download): Promise<Downloaded>;
  /** Puts a file behind a link, and goes on where an earlier attempt stopped. */
  upload(upload: Upload): Promise<void>;
  /** What is known of the file where a link points; undefined when there is none. */
  uploaded(link: string, signal: AbortSignal): Promise<BlobProperties | undefined>;
  /** The text behind the link of an error report; undefined when it cannot be had. */
  readReport(link: string): Promise<string | undefined>;
  /** The driver metadata behind the link that a submission gives. */
  readDriverMetadata(link: string): Promise<DriverMetadataRecord>;
}

/** What a test passes in instead of the real thing. */
export interface Surroundings {
  readonly network?: Dispatcher;
  readonly clock?: Clock;
}

/** Opens the service; nothing is sent before the first call. */
export function openDevCenter(settings: Settings, surroundings: Surroundings = {}): DevCenter {
  const network = surroundings.network ?? openNetwork({ requestTimeoutMs: settings.requestTimeoutMs });
  const clock = surroundings.clock ?? systemClock;
  const limiter = createLimiter(settings.requestsPerMinute, clock);
  const client = createClient({
    endpoint: settings.endpoint,
    tokens: tokensOf(settings, network, scope),
    network,
    limiter,
    clock,
    requestTimeoutMs: settings.requestTimeoutMs,
    retryTimeoutMs: settings.retryTimeoutMs,
  });
  const storageToken = storageTokenOf(settings, network);
  const blobs = { network, clock, requestTimeoutMs: settings.requestTimeoutMs };
  return {
    reportTemplates: reportTemplates(client),
    reportSchedules: reportSchedules(client),
    reportData: reportData(client),
    products: products(client, settings.apiVersion),
    submissions: submissions(client, settings.apiVersion),
    shippingLabels: shippingLabels(client, settings.apiVersion),
    audiences: audiences(client, settings.apiVersion),
    patiently: limiter.patiently,
    cabs: cabs(client),
    serviceTime: client.serviceTime,
    download: (download) => downloadFile({ network, clock, storageToken }, download),
    upload: (upload) => uploadFile(blobs, upload),
    uploaded: async (link, signal) => {
      const target: BlobLink = { link: async () => link, signal };
      return (await openBlockBlob(blobs, target)).properties();
    },
    readDriverMetadata: (link) => readDriverMetadata(network, link),
    readReport: (link) => readReport(network, link),
  };
}

function tokensOf(
  { identity, authorityHost }: Settings,
  network: Dispatcher,
  wantedScope: string,
): TokenSource {
  switch (identity.kind) {
    case "ready token":
      return readyToken(identity.token);
    case "managed identity":
      return managedIdentityTokens(identity.clientId, wantedScope, network);
    case "application":
      return applicationTokens({ ...identity, authorityHost, scope: wantedScope }, network);
  }
}

/** A token for Azure Storage, or undefined when there is none: a ready token is for Dev Center and nobody else. */
function storageTokenOf(settings: Settings, network: Dispatcher): () => Promise<string | undefined> {
  let tokens: TokenSource | undefined;
  return async () => {
    if (settings.identity.kind === "ready token") return undefined;
    tokens ??= tokensOf(settings, network, storageScope);
    // What the store has refused is told then, for it is why a token was asked for.
    return tokens.current().catch(() => undefined);
  };
}
