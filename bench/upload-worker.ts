import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { BlockBlobClient } from "@azure/storage-blob";
import { request } from "undici";
import { systemClock } from "../provider/api/clock";
import { openNetwork } from "../provider/api/network";
import { uploadFile } from "../provider/api/transfer";

export type UploadWay = "pulumi-devcenter" | "storage library" | "raw PUT";

export interface UploadResult {
  readonly seconds: number;
  readonly peakRssBytes: number;
}

type Uploader = (path: string, link: string) => Promise<void>;

const requestTimeoutMs = 100_000;

const uploaders: Readonly<Record<UploadWay, Uploader>> = {
  async "pulumi-devcenter"(path, link) {
    const { size } = await stat(path);
    // The hash is taken in preview, not here; any will do.
    const { signal } = new AbortController();
    const surroundings = { network: openNetwork({ requestTimeoutMs }), clock: systemClock, requestTimeoutMs };
    await uploadFile(surroundings, { path, size, sha256: "bench", link: async () => link, signal });
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
  const [way, path, link] = process.argv.slice(2) as [UploadWay, string, string];
  const begin = process.hrtime.bigint();
  await uploaders[way](path, link);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  process.send?.({ seconds, peakRssBytes: process.resourceUsage().maxRSS * 1024 } satisfies UploadResult);
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
