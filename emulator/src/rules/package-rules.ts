import type { Product } from "../store/entities";

/** The size and both ends of an uploaded package. */
export interface PackageEnds {
  size: number;
  /** Its first bytes, and its last. */
  head: Buffer;
  tail: Buffer;
}

/** Bytes of a package's end in which a zip archive's directory is found: its record, its locator, a comment. */
export const bytesOfEnd = 22 + 20 + 0xffff;

const endOfDirectory = Buffer.from("PK\x05\x06", "latin1");
const zip64Locator = Buffer.from("PK\x06\x07", "latin1");
const largestZip = 0xffffffff;

function isZip64({ size, tail }: PackageEnds): boolean {
  const end = tail.lastIndexOf(endOfDirectory);
  if (size > largestZip || end < 0 || end + 20 > tail.length) return size > largestZip;
  const hasLocator = end >= 20 && tail.subarray(end - 20, end - 16).equals(zip64Locator);
  return hasLocator || tail.readUInt16LE(end + 10) === 0xffff || tail.readUInt32LE(end + 16) === largestZip;
}

/** Everything wrong with an uploaded package, in words for the client; `undefined` means that none was uploaded. */
export function packageFaults(ends: PackageEnds | undefined, { testHarness }: Product): string[] {
  if (!ends) return ["No package was uploaded before the commit."];
  if (ends.size === 0) return ["The package is empty."];
  const isCab = ends.head.subarray(0, 4).toString("latin1") === "MSCF";
  const isZip = ends.head.subarray(0, 2).toString("latin1") === "PK";
  const harness = testHarness.toLowerCase();
  if (harness === "attestation" ? !isCab : harness === "notset" ? !isCab && !isZip : !isZip) {
    const wanted = harness === "attestation" ? "a cabinet (CAB)" : "an HLK or HCK package (zip archive)";
    return [`The package is not ${wanted}.`];
  }
  return isZip && isZip64(ends) ? ["The package is a Zip64 archive, which is not supported."] : [];
}
