import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, start } from "devcenter-emulator";
import { measureFile } from "../provider/api/transfer/hash-file";
import { inTurn } from "./rounds";
import { median, medianRatio, printTable } from "./table";
import type { UploadResult, UploadWay } from "./upload-worker";

const megabytes = Number(process.env.BENCH_MEGABYTES ?? 1024);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const megabytesPerMebibyte = 1.048576;
const ways: readonly UploadWay[] = [
  "pulumi-devcenter",
  "storage library",
  "storage library, SHA-256 and MD5 by openssl",
  "raw PUT",
];
const token = "taken-for-the-bench";

/**
 * Uploads one package in turn, each time from another process, to the blob store of the local Dev Center: ours, the
 * storage library's own file upload with the same block size and concurrency, the same with the hashes that ours
 * computes computed beside, and a single PUT.
 */
export async function upload(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "devcenter-bench-"));
  try {
    const file = writePackage(join(folder, "driver.hlkx"));
    const { sha256 } = await measureFile(file);
    print(await inTurn(ways, rounds, (way) => measure(way, file, sha256)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rates by the storage library's: below 1 is slower. */
function print(results: Readonly<Record<UploadWay, readonly UploadResult[]>>): void {
  const secondsOf = (way: UploadWay) => results[way].map(({ seconds }) => seconds);
  printTable(
    `Upload of ${megabytes} MiB, ${rounds} rounds`,
    ["way", "seconds (median)", "MB/s", "rate ÷ storage library", "CPU seconds", "peak RSS MB (median)"],
    ways.map((way) => {
      const seconds = median(secondsOf(way));
      return [
        way,
        seconds.toFixed(2),
        ((megabytes * megabytesPerMebibyte) / seconds).toFixed(0),
        medianRatio(secondsOf("storage library"), secondsOf(way)).toFixed(2),
        median(results[way].map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
        (median(results[way].map(({ peakRssBytes }) => peakRssBytes)) / 1e6).toFixed(0),
      ];
    }),
  );
}

/** Bytes that nothing on the way can make smaller. */
function writePackage(path: string): string {
  const file = openSync(path, "w");
  writeSync(file, "PK\x03\x04");
  const piece = randomBytes(1024 * 1024);
  for (let index = 0; index < megabytes; index++)
    writeSync(file, piece, 0, piece.length - (index === 0 ? 4 : 0));
  closeSync(file);
  return path;
}

/** To a blob store that has just started: it keeps what it has got in memory. */
async function measure(way: UploadWay, file: string, sha256: string): Promise<UploadResult> {
  const emulator = await start({ port: 0, accessToken: token });
  try {
    const link = await newLink(emulator);
    const worker = fork(join(__dirname, "upload-worker.ts"), [way, file, link, sha256], {
      execArgv: ["--import", "tsx"],
    });
    const [result] = (await Promise.race([
      once(worker, "message"),
      once(worker, "exit").then(([code]) => {
        throw new Error(`${way}: the upload ended with ${code}`);
      }),
    ])) as [UploadResult];
    return result;
  } finally {
    await emulator.close();
  }
}

async function newLink(emulator: Emulator): Promise<string> {
  const product = await post(emulator, "/v2.0/my/hardware/products", {
    productName: "bench",
    testHarness: "hlk",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    deviceType: "notSet",
  });
  const [, id] = /"id":(\d+)/.exec(product) ?? [];
  const submission = await post(emulator, `/v2.0/my/hardware/products/${id}/submissions`, {
    name: "bench",
    type: "initial",
  });
  const { downloads } = JSON.parse(submission) as { downloads: { items: { url: string }[] } };
  const link = downloads.items[0]?.url;
  if (link === undefined) throw new Error("the local Dev Center gave no link");
  return link;
}

async function post(emulator: Emulator, path: string, body: object): Promise<string> {
  const answer = await fetch(emulator.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}
