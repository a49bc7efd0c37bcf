import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { BlockBlobClient } from "@azure/storage-blob";
import { request } from "undici";
import { systemClock } from "../provider/api/http/clock";
import { openNetwork } from "../provider/api/http/dispatcher";
import { uploadFile } from "../provider/api/transfer/upload";

export type UploadWay = "pulumi-devcenter" | "storage library" | "raw PUT";

export interface UploadResult {
  readonly seconds: number;
  /** Of all its threads. */
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
  async "storage library"(path, link) {
    await new BlockBlobClient(link).uploadFile(path, { blockSize: 4 * 1024 * 1024, concurrency: 4 });
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
