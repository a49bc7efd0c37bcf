import { createHash } from "node:crypto";

/**
 * The path of a cab in its folder. A hash comes from the service or from a report, and could name anything: what is
 * more than letters and digits of one case becomes harmless, and stays different from others by a checksum.
 */
export function cabFile(cabIdHash: string): string {
  return `cabs/${isHarmless(cabIdHash) ? cabIdHash : harmlessFormOf(cabIdHash)}.cab`;
}

function isHarmless(hash: string): boolean {
  // Windows has devices with short names, such as aux; and on its disks a and A are the same.
  return /^[a-z0-9-]{8,120}$/.test(hash) || /^[A-Z0-9-]{8,120}$/.test(hash);
}

function harmlessFormOf(hash: string): string {
  const start = hash.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  return `${start}-${createHash("sha256").update(hash).digest("hex").slice(0, 16)}`;
}
