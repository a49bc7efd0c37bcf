import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { BlockBlobClient } from "@azure/storage-blob";
import { request } from "undici";
import { systemClock } from "../provider/api/http/clock";
import { openNetwork } from "../provider/api/http/dispatcher";
import { uploadFile } from "../provider/api/transfer/upload";

export type UploadWay =
  | "pulumi-devcenter"
  | "storage library"
  | "storage library, SHA-256 and MD5 by openssl"
  | "raw PUT";

export interface UploadResult {
  readonly seconds: number;
  /** Of all its threads, without other programs. */
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

type Uploader = (path: string, link: string, sha256: string) => Promise<void>;

const uploaders: Readonly<Record<UploadWay, Uploader>> = {
  async "pulumi-devcenter"(path, link, sha256) {
    const { size } = await stat(path);
    const { signal } = new AbortController();
    const network = openNetwork({ requestTimeoutMs: 60_000 });
    const upload = { path, size, sha256, link: async () => link, signal };
    await uploadFile({ network, clock: systemClock }, upload);
  },
  "storage library": byLibrary,
  async "storage library, SHA-256 and MD5 by openssl"(path, link) {
    const hashes = ["-sha256", "-md5"].map((hash) => promisify(execFile)("openssl", ["dgst", hash, path]));
    await Promise.all([byLibrary(path, link), ...hashes]);
  },
  async "raw PUT"(path, link) {
    const { size } = await stat(path);
    const { statusCode, body } = await request(link, {
      method: "PUT",
      headers: { "x-ms-blob-type": "BlockBlob", "content-length": String(size) },
      body: createReadStream(path, { highWaterMark: 1024 * 1024 }),
      headersTimeout: 0,
    });
    const text = await body.text();
    if (statusCode !== 201) throw new Error(`${statusCode} ${text}`);
  },
};

async function byLibrary(path: string, link: string): Promise<void> {
  await new BlockBlobClient(link).uploadFile(path, { blockSize: 4 * 1024 * 1024, concurrency: 4 });
}

async function main(): Promise<void> {
  const [way, path, link, sha256] = process.argv.slice(2) as [UploadWay, string, string, string];
  const begin = process.hrtime.bigint();
  const before = process.cpuUsage();
  await uploaders[way](path, link, sha256);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const { user, system } = process.cpuUsage(before);
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  process.send?.({ seconds, cpuSeconds: (user + system) / 1e6, peakRssBytes } satisfies UploadResult);
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
