import { z } from "zod";
import type { Client } from "../http/client";
import { someOf, wireDate, wireObject, wireText } from "../http/wire";
import { bodyOfFile, type CheckedFile } from "../transfer/checked-file";

/** How far Microsoft has come with a package; a status that this version does not know counts as processing. */
export type SigningStatus = "notStarted" | "processing" | "succeeded" | "failed";

const statuses: readonly SigningStatus[] = ["notStarted", "processing", "succeeded", "failed"];

/** A text in any of the ways of the wire, which must be there. */
const id = wireText.pipe(z.string("expected an id").min(1, "expected an id"));

const asset = z
  .looseObject({ id, assetType: wireText, createdDate: wireDate, contentHash: wireText })
  .transform((known) => ({
    assetId: known.id,
    assetType: known.assetType,
    createdAt: known.createdDate,
    sha256: sha256Of(known.contentHash),
  }));

/** A file that comes of a package that is signed. */
export type PreprodAsset = z.output<typeof asset>;

const record = z
  .looseObject({
    id,
    signingStatus: wireText,
    lastModified: wireDate,
    error: wireObject,
    assets: someOf(asset),
    assetsContinuationToken: wireText,
  })
  .transform((known) => ({
    packageId: known.id,
    signingStatus: statusOf(known.signingStatus),
    lastModifiedAt: known.lastModified,
    /** Why it failed, in the service's own words. */
    message: messageOf(known.error),
    assets: known.assets,
    /** There are more assets than these: the list of assets has all. */
    hasMoreAssets: Boolean(known.assetsContinuationToken),
  }));

/** A package on its way to a signature for tests before production. */
export type PreprodPackageRecord = z.output<typeof record>;

function statusOf(text: string | undefined): SigningStatus {
  const found = statuses.find((status) => status.toLowerCase() === text?.toLowerCase());
  return found ?? (text ? "processing" : "notStarted");
}

function messageOf(error: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { message } = error ?? {};
  return typeof message === "string" && message !== "" && message !== "string" ? message : undefined;
}

/** In hexadecimal digits; the documentation does not say how it is written. Undefined: it is no SHA-256 that we can read. */
function sha256Of(text: string | undefined): string | undefined {
  const plain =
    text
      ?.trim()
      .replace(/^(sha-?256[:=])/i, "")
      .replaceAll(/[\s-]/g, "") ?? "";
  if (/^[0-9a-f]{64}$/i.test(plain)) return plain.toLowerCase();
  const bytes = Buffer.from(text ?? "", "base64");
  return bytes.length === 32 ? bytes.toString("hex") : undefined;
}

/** Known for v2.0 only. */
const base = "/v2.0/my/hardware/preprod/packages";

/** Path of one package. */
function pathOf(packageId: string): string {
  return `${base}/${encodeURIComponent(packageId)}`;
}

/** Path of a file of a package. It is no secret: the service asks for a token there. */
export function assetPath(packageId: string, assetId: string): string {
  return `${pathOf(packageId)}/assets/${encodeURIComponent(assetId)}/download`;
}

/** Calls of `/my/hardware/preprod/packages`. */
export function preprodPackages(client: Client) {
  const assets = (packageId: string): Promise<PreprodAsset[]> =>
    client.call({ verb: "GET", path: `${pathOf(packageId)}/assets`, responseSchema: someOf(asset) });
  return {
    /** Hands a package in. Each time it is another one, and no list reports what is there: never to be repeated blindly. */
    submit: (file: CheckedFile): Promise<PreprodPackageRecord> =>
      client.call({ verb: "PUT", path: `${base}/`, file: bodyOfFile(file), responseSchema: record }),
    /** As it is now, with all its assets. */
    async get(packageId: string): Promise<PreprodPackageRecord> {
      const found = await client.call({ verb: "GET", path: pathOf(packageId), responseSchema: record });
      const isIncomplete = found.hasMoreAssets || found.assets.length === 0;
      if (found.signingStatus !== "succeeded" || !isIncomplete) return found;
      return { ...found, assets: await assets(packageId), hasMoreAssets: false };
    },
  };
}
