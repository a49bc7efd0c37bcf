import { join } from "node:path";
import PQueue from "p-queue";
import { ApiError, DiskFullError, noRoomFor, TransferError } from "pulumi-devcenter/internal";
import type { DevCenter } from "pulumi-devcenter/internal/dev-center";
import { exitCodeOf, exitCodes } from "../exit-codes";
import { explained } from "../hints";
import type { Progresses } from "../progress";
import { refuseChanged } from "../retention/changed-file";
import type { KeptFile, Manifest } from "../retention/manifest";
import { cabFile } from "./file-name";
import type { WantedCab } from "./plan";

// This many failures in a row have one reason, and each costs requests.
const failuresInARow = 5;
const shownDigits = 16;

export interface FetchOptions {
  readonly devCenter: DevCenter;
  readonly manifest: Manifest;
  readonly progresses: Progresses;
  /** Parallel downloads. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** A cab that was not fetched, and why. */
export interface MissedCab {
  readonly cabIdHash: string;
  readonly why: string;
}

/** What became of the cabs. */
export interface Fetched {
  readonly downloaded: readonly KeptFile[];
  /** The service no longer has them. */
  readonly gone: readonly MissedCab[];
  readonly failed: readonly MissedCab[];
  /** How many were not tried any more, because of those that failed. */
  readonly untried: number;
  /** The first of the failures. */
  readonly error?: unknown;
}

/**
 * Fetches cabs. One that cannot be had does not keep the others, but five in a row do, and what concerns all: a refused
 * sign-in, a full disk.
 *
 * @throws the reason of the signal
 */
export async function fetchCabs(cabs: readonly WantedCab[], options: FetchOptions): Promise<Fetched> {
  const fetching = new Fetching(options);
  const queue = new PQueue({ concurrency: options.concurrency });
  const ends = await Promise.allSettled(cabs.map((cab) => queue.add(() => fetching.fetch(cab))));
  const broken = ends.find((end) => end.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  return fetching;
}

/** Fetches the cabs of one call, and remembers what became of each. */
class Fetching implements Fetched {
  readonly downloaded: KeptFile[] = [];
  readonly gone: MissedCab[] = [];
  readonly failed: MissedCab[] = [];
  untried = 0;
  error: unknown;
  #inARow = 0;

  constructor(private readonly options: FetchOptions) {}

  async fetch(cab: WantedCab): Promise<void> {
    this.options.signal.throwIfAborted();
    if (this.#inARow >= failuresInARow) {
      this.untried += 1;
      return;
    }
    try {
      this.downloaded.push(await fetchCab(cab, this.options));
      this.#inARow = 0;
    } catch (cause) {
      this.options.signal.throwIfAborted();
      await this.#note(cab.cabIdHash, cause);
    }
  }

  async #note(cabIdHash: string, cause: unknown): Promise<void> {
    const path = join(this.options.manifest.folder, cabFile(cabIdHash));
    const error = (await noRoomFor(path, cause)) ?? cause;
    const missed = { cabIdHash, why: explained(error) };
    if (isGone(error)) {
      this.gone.push(missed);
      return;
    }
    this.failed.push(missed);
    this.error ??= error;
    this.#inARow += concernsAll(error) ? failuresInARow : 1;
  }
}

async function fetchCab(cab: WantedCab, options: FetchOptions): Promise<KeptFile> {
  const { devCenter, manifest, progresses, signal } = options;
  const kept = manifest.find("cab", cab.cabIdHash);
  if (kept !== undefined && kept.destroyedAt === undefined) await refuseChanged(manifest, kept);
  // Asked here already, so that nothing is noted of a cab that is not there.
  let known: string | undefined = cab.location?.() ?? (await devCenter.cabs.link(cab));
  const name = { kind: "cab", key: cab.cabIdHash, file: cabFile(cab.cabIdHash) } as const;
  await manifest.begin(name);
  const progress = progresses.add(cab.cabIdHash.slice(0, shownDigits));
  try {
    const done = await devCenter.download({
      path: join(manifest.folder, name.file),
      isPersonal: true,
      link: async () => {
        const url = known ?? (await devCenter.cabs.link(cab));
        known = undefined;
        return url;
      },
      signal,
      onProgress: progress.move,
    });
    return await manifest.finish({ ...name, ...done });
  } finally {
    progress.end();
  }
}

function isGone(error: unknown): boolean {
  if (error instanceof ApiError) return error.meansGone || error.status === 410;
  return error instanceof TransferError && (error.status === 404 || error.status === 410);
}

function concernsAll(error: unknown): boolean {
  return error instanceof DiskFullError || exitCodeOf(error) === exitCodes.configuration;
}
