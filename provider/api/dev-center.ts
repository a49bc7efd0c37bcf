import type { Dispatcher } from "undici";
import type { Settings } from "./auth/settings";
import { applicationTokens, managedIdentityTokens, staticToken } from "./auth/token";
import { audiences } from "./endpoints/audiences";
import { cabs } from "./endpoints/cabs";
import { type DriverMetadataRecord, readDriverMetadata } from "./endpoints/driver-metadata";
import { assetPath, preprodPackages } from "./endpoints/preprod-packages";
import { products } from "./endpoints/products";
import { reportData } from "./endpoints/report-data";
import { reportSchedules } from "./endpoints/report-schedules";
import { reportTemplates } from "./endpoints/report-templates";
import { shippingLabels } from "./endpoints/shipping-labels";
import { submissions } from "./endpoints/submissions";
import { createClient } from "./http/client";
import { type Clock, stoppable, systemClock } from "./http/clock";
import { openNetwork } from "./http/dispatcher";
import { createLimiter } from "./http/limiter";
import type { RequestPolicy } from "./http/request-policy";
import { createServiceClock, type HeardTimes } from "./http/service-clock";
import type { TokenSource } from "./http/token-source";
import { type BlobLink, type BlobProperties, openBlockBlob } from "./transfer/block-blob";
import { type Downloaded, downloadFile } from "./transfer/download";
import type { Download } from "./transfer/download-request";
import { readReport } from "./transfer/error-report";
import { type Upload, uploadFile } from "./transfer/upload";

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
  readonly preprodPackages: ReturnType<typeof preprodPackages>;
  /** Requests that the work makes only look how far something has come: they take turns with all others. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
  /** For how long at most a request is sent again, or the service looked at again for it. */
  readonly retryTimeoutMs: number;
  readonly cabs: ReturnType<typeof cabs>;
  /** Gets a token, where one can be had: with it the time is known, before anything is asked of the service. */
  signIn(): Promise<void>;
  /** What the service's clock shows when ours shows this. */
  serviceTime(ours: Date): Date;
  /** What the service's clock shows now. Undefined as long as no answer has told. */
  heardTime(): Date | undefined;
  /** The same by the clock of the service and by that of who signs us in. */
  heardTimes(): HeardTimes;
  /** What the service's clock shows when that of who signs us in shows this. */
  serviceTimeAtSignIn(theirs: Date): Date;
  /** Fetches a file from behind a link, and goes on where an earlier attempt stopped. */
  download(download: Download): Promise<Downloaded>;
  /** Fetches a file that came of a package signed for tests, in the same way. */
  downloadAsset(asset: AssetDownload): Promise<Downloaded>;
  /** Puts a file behind a link, and goes on where an earlier attempt stopped. */
  upload(upload: Upload): Promise<void>;
  /** What is known of the file where a link points; undefined when there is none. */
  uploaded(link: string, signal: AbortSignal): Promise<BlobProperties | undefined>;
  /** The text behind the link of an error report; undefined when it cannot be had. */
  readReport(link: string): Promise<string | undefined>;
  /**
   * The driver metadata behind the link that a submission gives.
   *
   * @param link asks for a link that is valid now; called again when the first has expired
   */
  readDriverMetadata(link: () => Promise<string>): Promise<DriverMetadataRecord>;
}

/** A file of a package that is signed for tests: Dev Center itself gives it. */
export interface AssetDownload extends Omit<Download, "link" | "tokens"> {
  readonly packageId: string;
  readonly assetId: string;
}

/** What surrounds the service: a test passes in a network and a clock instead of the real ones. */
export interface Overrides {
  readonly network?: Dispatcher;
  readonly clock?: Clock;
  /** Ends requests, transfers and waits. */
  readonly signal?: AbortSignal;
  /** Tells the person at the terminal why nothing happens. */
  readonly say?: (message: string) => void;
}

/** Opens the service; nothing is sent before the first call. */
export function openDevCenter(settings: Settings, surroundings: Overrides = {}): DevCenter {
  const policy = policyOf(settings, surroundings);
  const limiter = createLimiter(settings.requestsPerMinute, policy.clock);
  const serviceClock = createServiceClock(policy.clock);
  const tokens = tokensOf(settings, { ...policy, heardAtSignIn: serviceClock.heardAtSignIn }, scope);
  const client = createClient({ ...policy, endpoint: settings.endpoint, tokens, limiter, serviceClock });
  const storageToken = storageTokenOf(settings, policy);
  return {
    reportTemplates: reportTemplates(client),
    reportSchedules: reportSchedules(client),
    reportData: reportData(client),
    products: products(client, settings.apiVersion),
    submissions: submissions(client, settings.apiVersion),
    shippingLabels: shippingLabels(client, settings.apiVersion),
    audiences: audiences(client, settings.apiVersion),
    preprodPackages: preprodPackages(client),
    patiently: limiter.patiently,
    retryTimeoutMs: settings.retryTimeoutMs,
    cabs: cabs(client),
    signIn: async () => void (await tokens.current()),
    serviceTime: client.serviceTime,
    heardTime: client.heardTime,
    heardTimes: serviceClock.both,
    serviceTimeAtSignIn: serviceClock.atSignIn,
    download: (download) => downloadFile({ ...policy, storageToken }, download),
    downloadAsset: ({ packageId, assetId, ...download }) => {
      const link = async () => settings.endpoint + assetPath(packageId, assetId);
      return downloadFile({ ...policy, storageToken }, { ...download, link, tokens });
    },
    upload: (upload) => uploadFile(policy, upload),
    uploaded: async (link, signal) => {
      const target: BlobLink = { link: async () => link, signal };
      return (await openBlockBlob(policy, target)).properties();
    },
    readDriverMetadata: (link) => readDriverMetadata(policy, link),
    readReport: (link) => readReport(policy, link),
  };
}

/** The one policy under which everything is sent, sign-in and blobs included. */
function policyOf(
  { endpoint, requestTimeoutMs, retryTimeoutMs }: Settings,
  { network = openNetwork({ requestTimeoutMs }), clock = systemClock, signal, say }: Overrides,
) {
  return {
    network,
    clock: signal === undefined ? clock : stoppable(clock, signal),
    requestTimeoutMs,
    retryTimeoutMs,
    signal,
    say,
    refusesPlainLinks: new URL(endpoint).protocol === "https:",
  } satisfies RequestPolicy;
}

function tokensOf(
  { identity, authorityHost }: Settings,
  policy: RequestPolicy,
  wantedScope: string,
): TokenSource {
  switch (identity.kind) {
    case "ready token":
      return staticToken(identity.token);
    case "managed identity":
      return managedIdentityTokens(identity.clientId, wantedScope, policy);
    case "application":
      return applicationTokens({ ...identity, authorityHost, scope: wantedScope }, policy);
  }
}

/** A token for Azure Storage, or undefined when there is none: a ready token is for Dev Center only. */
function storageTokenOf(settings: Settings, policy: RequestPolicy): () => Promise<string | undefined> {
  let tokens: TokenSource | undefined;
  return async () => {
    if (settings.identity.kind === "ready token") return undefined;
    tokens ??= tokensOf(settings, policy, storageScope);
    // Without a token the store's own refusal is reported, which was the reason to ask for one.
    return tokens.current().catch(() => undefined);
  };
}
