import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EnvHttpProxyAgent, fetch } from "undici";
import type { Release, Sum } from "./pins";
import { runCommand } from "./run-command";

/** How long a host may take to answer. A machine without that network goes on to the next way after it. */
const ANSWER_WITHIN_MS = 8_000;
/** How long the stream of bytes may stall. */
const STALL_MS = 30_000;
/** Slower, and the next way is better: the archive would take hours. */
const LEAST_BYTES_PER_SECOND = 16 * 1024;
/** Several times what a release takes. */
const LONGEST_BYTES = 1024 ** 3;

/**
 * Downloads an official release and unpacks it, after it has been compared with the sum that is pinned
 * in this folder.
 *
 * @param staging a folder with an empty `bin`.
 * @param stallMs how long the stream of bytes may stall, or come slower than 16 KiB a second.
 * @throws Error when a host does not answer within 8 seconds, stalls, or sends more than a release; or when the sum differs.
 */
export async function downloadEngine(
  staging: string,
  release: Release,
  log: (line: string) => void,
  stallMs = STALL_MS,
): Promise<void> {
  // Honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own fetch does not yet do.
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: ANSWER_WITHIN_MS }, bodyTimeout: stallMs });
  try {
    log(`downloading ${release.archiveUrl}`);
    const { body } = await request(release.archiveUrl, dispatcher);
    if (body === null) throw new Error(`${release.archiveUrl} is empty`);
    const file = join(staging, release.archiveName);
    const actual = await saveAndHash(body, file, release.sum.algorithm, stallMs);
    if (actual !== release.sum.digits) {
      throw new Error(
        `${release.archiveUrl} has ${release.sum.algorithm} ${actual}, but engine/pins.ts has ${release.sum.digits}`,
      );
    }
    await unpack(file, staging);
    log(`downloaded and verified ${release.archiveName}`);
  } finally {
    await dispatcher.destroy();
  }
}

async function request(url: string, dispatcher: EnvHttpProxyAgent) {
  // The deadline ends with the headers: the archive may then take as long as the line needs.
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new Error(`no answer within ${ANSWER_WITHIN_MS / 1000} s`)),
    ANSWER_WITHIN_MS,
  );
  try {
    const response = await fetch(url, { dispatcher, signal: deadline.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${url}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function saveAndHash(
  body: ReadableStream<Uint8Array>,
  file: string,
  algorithm: Sum["algorithm"],
  stallMs: number,
): Promise<string> {
  const hash = createHash(algorithm);
  let bytes = 0;
  let before = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes > LONGEST_BYTES) done(new Error("what comes is longer than any release"));
      else done(null, chunk);
    },
  });
  const watch = setInterval(() => {
    const isTooSlow = bytes - before < (LEAST_BYTES_PER_SECOND * stallMs) / 1000;
    before = bytes;
    if (isTooSlow) tap.destroy(new Error(`less than ${LEAST_BYTES_PER_SECOND / 1024} KiB a second came`));
  }, stallMs);
  try {
    await pipeline(Readable.fromWeb(body), tap, createWriteStream(file));
  } finally {
    clearInterval(watch);
  }
  return hash.digest("hex");
}

/** Unpacks with the system's tar, which on Windows reads zip files too. */
async function unpack(file: string, staging: string): Promise<void> {
  const unpacked = join(staging, "unpacked");
  await mkdir(unpacked);
  const { ok, stderr } = await runCommand("tar", ["-xf", file, "-C", unpacked]);
  if (!ok) throw new Error(`tar could not unpack ${file}: ${stderr}`);
  await rm(join(staging, "bin"), { recursive: true });
  // On Windows the programs lie one folder deeper than elsewhere.
  const programs = join(unpacked, "pulumi", ...(file.endsWith(".zip") ? ["bin"] : []));
  await rename(programs, join(staging, "bin"));
  await rm(unpacked, { recursive: true, force: true });
  await rm(file);
}
