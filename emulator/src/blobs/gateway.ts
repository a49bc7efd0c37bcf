import { createHash } from "node:crypto";
import replyFrom from "@fastify/reply-from";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CabFiles } from "../cabs/cab-files";
import { packageAddress, packageName } from "../hardware/submission-package";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { useFaults } from "../http/fault-hooks";
import type { FaultQueue } from "../http/fault-queue";
import type { Recorder } from "../http/recorder";
import type { ReportFiles } from "../reporting/report-files";
import type { Store } from "../store/store";
import { documentAt } from "./documents";
import { account, addressOf, type BlobAddress, type Links } from "./links";
import type { Packages } from "./packages";

interface Services {
  readonly store: Store;
  readonly workflowSpeed: WorkflowSpeed;
  readonly links: Links;
  readonly packages: Packages;
  readonly reports: ReportFiles;
  readonly cabs: CabFiles;
  readonly faults: FaultQueue;
  readonly blobRequests: Recorder;
}

function storageError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return reply
    .status(status)
    .headers({ "content-type": "application/xml", "x-ms-error-code": code })
    .serializer((text: string) => text)
    .send(xml);
}

/** Where the bytes behind a link are. A generated file is written there first. */
async function placeOf(address: BlobAddress, services: Services, reads: boolean): Promise<BlobAddress> {
  const { packages, reports, store } = services;
  if (reads) await reports.ensure(address);
  const document = reads ? documentAt(address, services) : undefined;
  if (document) {
    const text = document.text();
    // Named by its content, so that an edit gives another file and a file that is being read never changes.
    const version = createHash("sha256").update(text).digest("hex").slice(0, 12);
    const place = { ...address, blob: `${address.blob}-${version}` };
    if (!(await packages.has(place))) await packages.put(place, text, document.contentType);
    return place;
  }
  const submission = store.list("submission").find(({ container }) => container === address.container);
  // The emulator signs nothing: the signed package of a submission is the package that was uploaded.
  return submission && address.blob === "signedPackage" ? packageAddress(submission) : address;
}

function countUpload({ store }: Services, address: BlobAddress, query: URLSearchParams): void {
  const operation = query.get("comp")?.toLowerCase() ?? "blocklist";
  const submission = store.list("submission").find(({ container }) => container === address.container);
  if (operation === "blocklist" && submission && address.blob === packageName(submission)) {
    store.update("submission", submission.id, { uploads: submission.uploads + 1 });
  }
}

async function proxy(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<FastifyReply> {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const address = addressOf(pathname);
  if (!address) {
    return storageError(reply, 400, "InvalidUri", "The requested URI does not represent any resource.");
  }
  if (request.headers.authorization !== undefined) {
    // Storage refuses two kinds of authentication, and a client must not send its token to a link.
    const message = "The request carries an Authorization header besides its signature.";
    return storageError(reply, 403, "AuthenticationFailed", message);
  }
  const refusal = services.links.refuse(request.method, address, searchParams);
  if (refusal) return storageError(reply, 403, refusal.code, refusal.message);
  const reads = request.method === "GET" || request.method === "HEAD";
  if (reads && !(await services.cabs.ensure(address))) {
    return storageError(reply, 404, "BlobNotFound", "The specified blob does not exist.");
  }
  const target = await services.packages.address(await placeOf(address, services, reads));
  // The operation (comp, blockid, …) is passed on; the signature is replaced by the store's own.
  const operation = [...searchParams].filter(([name]) => !/^(s[a-z]{1,3}|sig|rscd)$/.test(name));
  const query = new URLSearchParams([...operation, ...target.searchParams]);
  return reply.from(`${target.origin}${target.pathname}`, {
    queryString: () => query.toString(),
    rewriteHeaders: (headers) => {
      // Counted here, because the upload took effect even if the client has disconnected.
      if (request.method === "PUT" && headers.etag !== undefined) {
        countUpload(services, address, searchParams);
      }
      const named = searchParams.get("rscd");
      if (reads && named !== null) headers["content-disposition"] = named;
      return headers;
    },
  });
}

/** Serves the links: checks the signature by the emulator's clock, then streams to and from the store. */
export async function addBlobGateway(app: FastifyInstance, services: Services): Promise<void> {
  app.removeAllContentTypeParsers();
  // The stream is passed on unread, which keeps packages out of memory.
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  useFaults(app, services.faults, "blobs");
  services.blobRequests.watch(app, { bodies: false });
  await app.register(replyFrom, { disableRequestLogging: true });
  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof Error ? error.message : "unknown";
    return storageError(reply, 500, "InternalError", message);
  });
  app.all(`/${account}/*`, (request, reply) => proxy(request, reply, services));
}
