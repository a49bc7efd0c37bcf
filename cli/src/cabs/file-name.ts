import { createHash } from "node:crypto";

/**
 * The path of a cab in its folder. A hash comes from the service or from a report, and could name anything: what is
 * more than letters and digits of one case is replaced, and a checksum keeps the name different from others.
 */
export function cabFile(cabIdHash: string): string {
  return `cabs/${isSafeName(cabIdHash) ? cabIdHash : safeFormOf(cabIdHash)}.cab`;
}

function isSafeName(hash: string): boolean {
  // Windows has devices with short names, such as aux; and on its disks a and A are the same.
  return /^[a-z0-9-]{8,120}$/.test(hash) || /^[A-Z0-9-]{8,120}$/.test(hash);
}

function safeFormOf(hash: string): string {
  const start = hash.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  return `${start}-${createHash("sha256").update(hash).digest("hex").slice(0, 16)}`;
}
