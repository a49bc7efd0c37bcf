import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import replyFrom from "@fastify/reply-from";
import type { FastifyInstance } from "fastify";
import type { Packages } from "../blobs/packages";
import type { Clock } from "../clock";
import { pascalCase } from "../hardware/workflow";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { hardwareRefusal, plainRefusal } from "../http/refusals";
import type { PreprodPackage } from "../store/entities";
import type { Store } from "../store/store";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly workflowSpeed: WorkflowSpeed;
  readonly packages: Packages;
}

interface ByPackage {
  Params: { packageId: string };
}

interface ByAsset {
  Params: ByPackage["Params"] & { assetId: string };
}

/** Minutes after which the signing begins, and after which it is over. */
const beginsAfter = 1;
const endsAfter = 5;
const assetType = "SignedFilesZip";

function existing(store: Store, packageId: string): PreprodPackage {
  const found = store.find("preprodPackage", packageId.toLowerCase());
  if (!found) throw hardwareRefusal(404, "EntityNotFound", "No package found");
  return found;
}

function statusOf(workflowSpeed: WorkflowSpeed, { createdAt, failMessage }: PreprodPackage): string {
  const minutes = workflowSpeed.minutesSince(createdAt);
  if (minutes < beginsAfter) return "notStarted";
  if (minutes < endsAfter) return "processing";
  return failMessage ? "failed" : "succeeded";
}

/** The emulator signs nothing: the one asset of a package is the package. Its id follows from the package's. */
function assetsOf(workflowSpeed: WorkflowSpeed, found: PreprodPackage) {
  if (statusOf(workflowSpeed, found) !== "succeeded") return [];
  const { id, createdAt, sha256, contentHash = sha256 } = found;
  return [{ id: `${id}-signed`, packageId: id, assetType, createdDate: createdAt, contentHash }];
}

function wirePackage(workflowSpeed: WorkflowSpeed, found: PreprodPackage) {
  const { id, createdAt, failMessage } = found;
  const status = statusOf(workflowSpeed, found);
  return {
    id,
    etag: `"${createHash("md5").update(`${id} ${status}`).digest("hex")}"`,
    lastModified: createdAt,
    signingStatus: pascalCase(status),
    error: status === "failed" ? { message: failMessage } : null,
    assets: assetsOf(workflowSpeed, found),
    assetsContinuationToken: null,
  };
}

function existingAsset(services: Services, { packageId, assetId }: ByAsset["Params"]) {
  const found = existing(services.store, packageId);
  const asset = assetsOf(services.workflowSpeed, found).find(({ id }) => id === assetId);
  if (!asset) throw hardwareRefusal(404, "EntityNotFound", "No asset found");
  return { found, asset };
}

/** Stores a package, and returns its size, its digest and its first bytes. */
async function keep(packages: Packages, container: string, body: Readable) {
  const hash = createHash("sha256");
  let size = 0;
  let head = Buffer.alloc(0);
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      if (head.length < 4) head = Buffer.concat([head, chunk]).subarray(0, 4);
      done(null, chunk);
    },
  });
  body.on("error", (error) => watch.destroy(error));
  body.on("close", () => {
    if (!body.readableEnded) watch.destroy(new Error("the package did not come whole"));
  });
  await packages.putStream({ container, blob: "package" }, body.pipe(watch), "application/octet-stream");
  return { size, sha256: hash.digest("hex"), head: head.toString("latin1") };
}

async function submit(services: Services, body: unknown): Promise<PreprodPackage> {
  const { store, clock, packages } = services;
  const refused = (message: string) => hardwareRefusal(422, "InvalidInput", message);
  if (body === undefined) throw refused("The package is empty.");
  const id = `7f0c5a10-0000-4000-8000-${store.nextId("preprodPackage").padStart(12, "0")}`;
  const container = `preprod-${id}`;
  const { size, sha256, head } = await keep(packages, container, body as Readable);
  if (size === 0) throw refused("The package is empty.");
  if (head !== "MSCF") throw refused("The package is not a cabinet (CAB).");
  const made = { id, container, createdAt: clock.now().toISOString(), size, sha256 };
  store.insert("preprodPackage", made);
  return made;
}

/** Signing for tests before production: a package in, its status, and the signed files as an asset. Lists have no envelope. */
export async function addPreprodRoutes(app: FastifyInstance, services: Services): Promise<void> {
  // The stream is passed on unread, which keeps packages out of memory.
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
  await app.register(replyFrom, { disableRequestLogging: true });
  app.put("/", async ({ body, headers, url }, reply) => {
    if (!/^application\/octet-stream\b/i.test(headers["content-type"] ?? "")) throw plainRefusal(url, 415);
    const made = await submit(services, body);
    const { assets: _, assetsContinuationToken: __, ...shown } = wirePackage(services.workflowSpeed, made);
    return reply.send(shown);
  });
  app.get<ByPackage>("/:packageId", ({ params }, reply) =>
    reply.send(wirePackage(services.workflowSpeed, existing(services.store, params.packageId))),
  );
  app.get<ByPackage>("/:packageId/assets", ({ params }, reply) =>
    reply.send(assetsOf(services.workflowSpeed, existing(services.store, params.packageId))),
  );
  app.get<ByAsset>("/:packageId/assets/:assetId", ({ params }, reply) =>
    reply.send(existingAsset(services, params).asset),
  );
  app.get<ByAsset>("/:packageId/assets/:assetId/download", async ({ params }, reply) => {
    const { found } = existingAsset(services, params);
    const target = await services.packages.address({ container: found.container, blob: "package" });
    const name = `Signed_${found.id}.zip`;
    return reply.from(`${target.origin}${target.pathname}`, {
      queryString: () => target.searchParams.toString(),
      // The store takes its own signature, and no second proof.
      rewriteRequestHeaders: (_request, { authorization: _, ...headers }) => headers,
      rewriteHeaders: (headers) => ({ ...headers, "content-disposition": `attachment; filename=${name}` }),
    });
  });
}
