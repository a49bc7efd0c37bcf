import type { Dispatcher } from "undici";
import { z } from "zod";
import { TransferError } from "./errors/transfer-error";
import { parseJson } from "./json";
import type { HardwareId } from "./shipping-labels";
import { wireText, wireTexts } from "./wire";

/** A map that may be null, and in which one odd value keeps no other from being read. */
function mapOf<T extends z.ZodType>(value: T, inPlaceOfOdd?: object) {
  return z.preprocess(
    (map) => {
      if (map === null) return {};
      if (typeof map !== "object") return map;
      const entries = Object.entries(map).map(([key, inner]) => [
        key,
        isObject(inner) ? inner : inPlaceOfOdd,
      ]);
      return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
    },
    z.record(z.string(), value),
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const device = z.looseObject({
  Manufacturer: wireText,
  DeviceDescription: wireText,
  FeatureScore: wireText,
  CeilingOsCode: wireText,
});

const inf = z.looseObject({
  DriverPackageFamilyId: wireText,
  InfClass: wireText,
  DriverVersion: wireText,
  DriverDate: wireText,
  ExtensionId: wireText,
  Provider: wireText,
  ClassGuid: wireText,
  InstallationComputerHardwareIds: z
    .unknown()
    .optional()
    .transform((ids) => (Array.isArray(ids) ? (ids as unknown[]) : undefined)),
  // A device counts by its id, whatever else is known of it.
  OSPnPInfoMap: mapOf(mapOf(device, {})),
});

/** The driver metadata of a submission, in the names of its file. */
export const driverMetadata = z.looseObject({
  BundleInfoMap: mapOf(z.looseObject({ Locales: wireTexts, InfInfoMap: mapOf(inf) })),
});

export type DriverMetadataRecord = z.output<typeof driverMetadata>;

/** What of a metadata file tells its combinations apart. */
export interface Combinations {
  readonly BundleInfoMap: Readonly<
    Record<
      string,
      {
        readonly InfInfoMap: Readonly<
          Record<
            string,
            { readonly OSPnPInfoMap: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
          >
        >;
      }
    >
  >;
}

/** Every combination that a label of the submission can target. */
export function combinationsOf({ BundleInfoMap }: Combinations): HardwareId[] {
  return Object.entries(BundleInfoMap).flatMap(([bundleId, { InfInfoMap }]) =>
    Object.entries(InfInfoMap).flatMap(([infId, { OSPnPInfoMap }]) =>
      Object.entries(OSPnPInfoMap).flatMap(([operatingSystemCode, devices]) =>
        Object.keys(devices).map((pnpString) => ({ bundleId, infId, operatingSystemCode, pnpString })),
      ),
    ),
  );
}

/**
 * Reads the file behind the link that a submission gives. The link is a secret that gets no token.
 *
 * @throws TransferError
 */
export async function readDriverMetadata(network: Dispatcher, link: string): Promise<DriverMetadataRecord> {
  const { status, text } = await fetched(network, link);
  if (status !== 200) throw broken(`the blob store refused ${what} with ${status}.`);
  let json: unknown;
  try {
    // Files of Windows tools like to begin with a byte order mark.
    json = parseJson(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw broken(`${what} is not whole JSON.`, cause);
  }
  const result = driverMetadata.safeParse(json);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.map(String).join(".") || "its top";
  throw broken(`${what} is not what the API documents, at ${where}.`);
}

const what = "the driver metadata";

function broken(why: string, cause?: unknown): TransferError {
  return new TransferError("download", why, { cause });
}

async function fetched(network: Dispatcher, link: string): Promise<{ status: number; text: string }> {
  // Who only compares combinations, as check does, needs no network.
  const { request } = await import("undici");
  try {
    const { statusCode, body } = await request(link, { dispatcher: network });
    return { status: statusCode, text: await body.text() };
  } catch (cause) {
    // The words of the cause may name the link.
    throw broken(`${what} could not be reached (${(cause as { code?: unknown }).code ?? "no code"}).`, cause);
  }
}
