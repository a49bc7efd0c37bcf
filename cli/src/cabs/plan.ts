import type { CabName } from "pulumi-devcenter/internal/dev-center";
import { isThere } from "../retention/changed-file";
import type { KeptFile, Manifest } from "../retention/manifest";
import { entryTypeAt, safePath } from "../retention/safe-path";

/** A cab that was asked for. */
export interface WantedCab extends CabName {
  /** When the service destroys it, where that is known: ISO 8601 with Z. */
  readonly expiresAt?: string | undefined;
  /** A link that came with it: a secret. */
  readonly location?: () => string | undefined;
}

export interface PlanOptions {
  readonly now: Date;
  /** The largest number to fetch. Default: all. */
  readonly max?: number | undefined;
  /** Whether those that were destroyed are fetched again. */
  readonly again: boolean;
}

/** What is to be done about the cabs that were asked for, each of them once. */
export interface Plan {
  readonly fetch: readonly WantedCab[];
  /** They are there already. */
  readonly kept: readonly KeptFile[];
  /** They were there, and are destroyed. */
  readonly destroyed: readonly KeptFile[];
  /** The service no longer has them. */
  readonly expired: readonly { readonly cabIdHash: string; readonly expiresAt: string }[];
}

/** Takes cabs until there are enough to fetch; asks the service for none of those that it need not. */
export async function planCabs(
  wanted: AsyncIterable<WantedCab>,
  manifest: Manifest,
  { now, max = Infinity, again }: PlanOptions,
): Promise<Plan> {
  const fetch: WantedCab[] = [];
  const kept: KeptFile[] = [];
  const destroyed: KeptFile[] = [];
  const expired: { cabIdHash: string; expiresAt: string }[] = [];
  const seen = new Set<string>();
  for await (const cab of wanted) {
    const { cabIdHash, expiresAt } = cab;
    if (seen.has(cabIdHash)) continue;
    seen.add(cabIdHash);
    const row = await rowOf(manifest, cabIdHash);
    const isLiving = row !== undefined && row.destroyedAt === undefined;
    if (isLiving && (await isThere(manifest.folder, row))) kept.push(row);
    else if (row?.destroyedAt !== undefined && !again) destroyed.push(row);
    else if (!isLiving && expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime()) {
      expired.push({ cabIdHash, expiresAt });
    } else if (fetch.push(cab) === max) break;
  }
  return { fetch, kept, destroyed, expired };
}

/** Its row; a file that was removed by hand counts as destroyed. */
async function rowOf(manifest: Manifest, cabIdHash: string): Promise<KeptFile | undefined> {
  const row = manifest.find("cab", cabIdHash);
  if (row === undefined || row.destroyedAt !== undefined) return row;
  if ((await entryTypeAt(await safePath(manifest.folder, row.file))) !== undefined) return row;
  await manifest.destroyed(row);
  return manifest.find("cab", cabIdHash);
}
