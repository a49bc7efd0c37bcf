import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, start } from "devcenter-emulator";
import { measureFile } from "../provider/api/transfer/hash-file";
import { median, printTable } from "./table";
import type { UploadResult, UploadWay } from "./upload-worker";

const megabytes = Number(process.env.BENCH_MEGABYTES ?? 1024);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const token = "taken-for-the-bench";
const ways: readonly UploadWay[] = ["pulumi-devcenter", "storage library", "raw PUT"];

/**
 * Uploads one package in three ways, each in a process of its own, in turn, to the blob store of the local Dev Center:
 * ours, the storage library's own file upload with the same block size and concurrency, and a single PUT.
 */
export async function upload(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "devcenter-bench-"));
  const emulator = await start({ port: 0, accessToken: token });
  try {
    const file = writePackage(join(folder, "driver.hlkx"));
    const results: Record<UploadWay, UploadResult[]> = {
      "pulumi-devcenter": [],
      "storage library": [],
      "raw PUT": [],
    };
    for (let round = 0; round < rounds; round++) {
      for (const way of ways) results[way].push(await measure(way, file, await newLink(emulator)));
    }
    const reference = median(results["raw PUT"].map(({ seconds }) => seconds));
    printTable(
      `Upload of ${megabytes} MiB, ${rounds} rounds`,
      ["way", "seconds (median)", "MB/s", "÷ raw PUT", "peak RSS MB (median)"],
      ways.map((way) => {
        const seconds = median(results[way].map((result) => result.seconds));
        const rss = median(results[way].map((result) => result.peakRssBytes)) / 1e6;
        const speed = (megabytes * 1.048576) / seconds;
        return [way, seconds.toFixed(2), speed.toFixed(0), (seconds / reference).toFixed(2), rss.toFixed(0)];
      }),
    );
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
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

async function measure(way: UploadWay, file: string, link: string): Promise<UploadResult> {
  const worker = fork(
    join(__dirname, "upload-worker.ts"),
    [way, file, link, (await measureFile(file)).sha256],
    {
      execArgv: ["--import", "tsx"],
    },
  );
  const [result] = (await Promise.race([
    once(worker, "message"),
    once(worker, "exit").then(([code]) => {
      throw new Error(`${way}: the upload ended with ${code}`);
    }),
  ])) as [UploadResult];
  return result;
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
