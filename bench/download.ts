import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DownloadResult } from "./download-worker";
import { inTurn } from "./rounds";
import { median, medianRatio, printTable } from "./table";

const megabytes = Number(process.env.BENCH_MEGABYTES ?? 1024);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const megabytesPerMebibyte = 1.048576;

interface Measured {
  readonly seconds: number;
  /** Of all its threads and programs. */
  readonly cpuSeconds: number;
  readonly peakRssBytes?: number;
  /** Where the way computes one. */
  readonly sha256?: string;
}

const onTheDisk = "curl, on the disk";

type Way = (path: string, link: string) => Promise<Measured>;

const ways: Readonly<Record<string, Way>> = {
  "pulumi-devcenter": (path, link) => {
    const worker = forked("download-worker.ts", [path, link]);
    return messageOf<DownloadResult>(worker);
  },
  curl: (path, link) => timed('curl -sS -o "$1" "$2"', path, link),
  [onTheDisk]: (path, link) => timed('curl -sS -o "$1" "$2" && sync -d "$1"', path, link),
  // Not sha256sum, which knows nothing of the processor's own instructions in many distributions.
  "curl, on the disk, SHA-256 by openssl": (path, link) =>
    timed('curl -sS "$2" | tee "$1" | openssl dgst -sha256 -r && sync -d "$1"', path, link),
};

/**
 * Downloads one file from a server on the same machine, in turn: ours, and curl doing first nothing of what ours does
 * beside, then some of it. Ours ends when the file is on the disk and its SHA-256 is known.
 */
export async function download(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "devcenter-bench-"));
  const server = forked("download-server.ts", [String(megabytes)]);
  try {
    const link = await messageOf<string>(server);
    const results = await inTurn(Object.keys(ways), rounds, async (name) => {
      const way = ways[name];
      if (way === undefined) throw new Error(name);
      const measured = await way(join(folder, "report.txt"), link);
      rmSync(join(folder, "report.txt"));
      return measured;
    });
    sameHash(Object.values(results).flat());
    print(results);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was fast and wrong is worth nothing. */
function sameHash(results: readonly Measured[]): void {
  const hashes = [...new Set(results.flatMap(({ sha256 }) => sha256 ?? []))];
  if (hashes.length !== 1) throw new Error(`Not everybody read the same: ${hashes.join(", ")}`);
  console.log(`SHA-256 by ours and by openssl: ${hashes[0]}`);
}

/** Rates by that of curl on the disk: below 1 is slower. */
function print(results: Readonly<Record<string, readonly Measured[]>>): void {
  const secondsOf = (name: string) => (results[name] ?? []).map(({ seconds }) => seconds);
  printTable(
    `Download of ${megabytes} MiB, ${rounds} rounds`,
    ["way", "seconds (median)", "MB/s", "rate ÷ curl on the disk", "CPU seconds", "peak RSS MB (median)"],
    Object.entries(results).map(([name, measured]) => {
      const seconds = median(secondsOf(name));
      const rss = measured.flatMap(({ peakRssBytes }) => peakRssBytes ?? []);
      return [
        name,
        seconds.toFixed(2),
        ((megabytes * megabytesPerMebibyte) / seconds).toFixed(0),
        medianRatio(secondsOf(onTheDisk), secondsOf(name)).toFixed(2),
        median(measured.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
        rss.length === 0 ? "" : (median(rss) / 1e6).toFixed(0),
      ];
    }),
  );
}

function forked(file: string, args: readonly string[]): ChildProcess {
  return fork(join(__dirname, file), args, { execArgv: ["--import", "tsx"] });
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`${child.spawnargs.join(" ")} ended with ${code}`);
    }),
  ]);
  return message as T;
}

async function timed(script: string, path: string, link: string): Promise<Measured> {
  const begin = process.hrtime.bigint();
  // The shell's own `time` counts what all its programs take.
  const timing = `TIMEFORMAT='%U %S'; time { ${script}; }`;
  const command = ["-o", "pipefail", "-c", timing, "bench", path, link];
  const { stdout, stderr } = await promisify(execFile)("bash", command);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const cpuSeconds = stderr
    .trim()
    .split(" ")
    .map(Number)
    .reduce((sum, part) => sum + part, 0);
  const [sha256] = /^[0-9a-f]{64}/.exec(stdout) ?? [];
  return { seconds, cpuSeconds, ...(sha256 === undefined ? {} : { sha256 }) };
}
