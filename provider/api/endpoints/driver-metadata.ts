import { z } from "zod";
import { TransferError } from "../errors/transfer-error";
import { parseText } from "../http/decode";
import type { RequestPolicy } from "../http/request-policy";
import { wireText, wireTexts } from "../http/wire";
import { serviceText } from "../text/service-text";
import type { HardwareId } from "./shipping-labels";

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
export interface MetadataShape {
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
export function hardwareIdsIn({ BundleInfoMap }: MetadataShape): HardwareId[] {
  return Object.entries(BundleInfoMap).flatMap(([bundleId, { InfInfoMap }]) =>
    Object.entries(InfInfoMap).flatMap(([infId, { OSPnPInfoMap }]) =>
      Object.entries(OSPnPInfoMap).flatMap(([operatingSystemCode, devices]) =>
        Object.keys(devices).map((pnpString) => ({ bundleId, infId, operatingSystemCode, pnpString })),
      ),
    ),
  );
}

const what = "the driver metadata";
/** Of a package with every device that Windows knows. */
const longestBytes = 256 * 1024 ** 2;

/**
 * Reads the file behind the link that a submission gives. The link is a secret that gets no token.
 *
 * @param link asks for a link that is valid now; called again when the first has expired
 * @throws TransferError, and whatever `link` throws
 */
export async function readDriverMetadata(
  policy: RequestPolicy,
  link: () => Promise<string>,
): Promise<DriverMetadataRecord> {
  // Who only compares combinations, as check does, needs no network.
  const { textBehind } = await import("../transfer/linked-text.js");
  const text = await textBehind(policy, { what, link, limitBytes: longestBytes });
  let json: unknown;
  try {
    json = parseText(text);
  } catch (cause) {
    // Its words may quote the file.
    throw broken(
      `${what} is not whole JSON${cause instanceof SyntaxError ? "" : `, or ${(cause as Error).message}`}.`,
    );
  }
  const result = driverMetadata.safeParse(json);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.map(String).join(".") || "its top";
  throw broken(`${what} is not what the API documents, at ${serviceText(where, 200)}.`);
}

function broken(why: string): TransferError {
  return new TransferError("download", why);
}
