import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Readable } from "node:stream";
import {
  BlobServiceClient,
  type ContainerClient,
  ContainerSASPermissions,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { bytesOfEnd, type PackageEnds } from "../rules/package-rules";
import { account, type BlobAddress } from "./links";

const listening = /successfully listens on (http:\/\/127\.0\.0\.1:\d+)/;
const blockBytes = 8 * 1024 * 1024;
const blocksAtOnce = 2;
const dayMs = 24 * 60 * 60_000;

/** Size and digests of a blob. */
export interface BlobDigest {
  size: number;
  /** Of the bytes, in Base64 as Content-MD5 has it. */
  md5: string;
  /** Of the bytes, in lower-case hexadecimal digits. */
  sha256: string;
  /** The Content-MD5 of the store: for a blob of blocks the one that the client sent, if it did. */
  contentMd5: string | undefined;
}

interface Running {
  process: ChildProcess;
  service: BlobServiceClient;
}

function launch(key: string, directory: string | undefined): Promise<Running> {
  const place = directory === undefined ? ["--inMemoryPersistence"] : ["--location", directory];
  const flags = ["--blobHost", "127.0.0.1", "--blobPort", "0", "--silent", "--skipApiVersionCheck"];
  const child = fork(join(__dirname, "azurite-process.js"), [...flags, "--disableTelemetry", ...place], {
    execArgv: [],
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const url = listening.exec(output)?.[1];
      if (url !== undefined) {
        child.stdout?.off("data", read).resume();
        const credential = new StorageSharedKeyCredential(account, key);
        resolve({ process: child, service: new BlobServiceClient(`${url}/${account}`, credential) });
      }
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`the blob store ended with code ${code}: ${output.trim()}`)),
    );
  });
}

function unref({ process: child }: Running): void {
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) {
    (stream as { unref?: () => void } | null)?.unref?.();
  }
}

/** The packages and files behind the links: an Azurite process, started when first needed. */
export class Packages {
  readonly #key = randomBytes(32).toString("base64");
  #running: Promise<Running> | undefined;
  readonly #containers = new Map<string, Promise<unknown>>();

  /** With a directory the packages outlive the emulator; without, they are kept in the store's memory. */
  constructor(private readonly directory: string | undefined) {}

  /** The address of a blob in the store itself, signed for the present request. Creates its container. */
  async address({ container, blob }: BlobAddress): Promise<URL> {
    const client = await this.#container(container);
    const permissions = ContainerSASPermissions.parse("rwdl");
    // Real time, with a margin: the emulator's clock was checked before.
    const startsOn = new Date(Date.now() - dayMs);
    const expiresOn = new Date(Date.now() + dayMs);
    const signed = await client.generateSasUrl({ permissions, startsOn, expiresOn });
    const url = new URL(signed);
    url.pathname += `/${encodeURIComponent(blob)}`;
    return url;
  }

  /** Whether a blob is there. Does not start the store when nothing can have been put into it. */
  async has({ container, blob }: BlobAddress): Promise<boolean> {
    if (!this.#running && this.directory === undefined) return false;
    return (await this.#container(container)).getBlobClient(blob).exists();
  }

  /** The ends of a blob, if it is there. */
  async readEnds(address: BlobAddress): Promise<PackageEnds | undefined> {
    if (!(await this.has(address))) return undefined;
    const blob = (await this.#container(address.container)).getBlobClient(address.blob);
    const { contentLength: size = 0 } = await blob.getProperties();
    const read = (offset: number, count: number) =>
      count === 0 ? Buffer.alloc(0) : blob.downloadToBuffer(offset, count);
    const end = Math.min(size, bytesOfEnd);
    return { size, head: await read(0, Math.min(size, 4)), tail: await read(size - end, end) };
  }

  /** Size and digests of a blob, if it is there: read as a stream. */
  async digest(address: BlobAddress): Promise<BlobDigest | undefined> {
    if (!(await this.has(address))) return undefined;
    const blob = (await this.#container(address.container)).getBlobClient(address.blob);
    const { contentMD5, contentLength: size = 0 } = await blob.getProperties();
    const [md5, sha256] = [createHash("md5"), createHash("sha256")];
    if (size > 0) {
      for await (const chunk of (await blob.download()).readableStreamBody ?? []) {
        md5.update(chunk);
        sha256.update(chunk);
      }
    }
    const contentMd5 = contentMD5 && Buffer.from(contentMD5).toString("base64");
    return { size, md5: md5.digest("base64"), sha256: sha256.digest("hex"), contentMd5 };
  }

  /** Writes a small blob. */
  async put({ container, blob }: BlobAddress, content: string | Buffer, contentType: string): Promise<void> {
    const client = (await this.#container(container)).getBlockBlobClient(blob);
    await client.upload(content, Buffer.byteLength(content), {
      blobHTTPHeaders: { blobContentType: contentType },
    });
  }

  /** Writes a stream as a blob, a few blocks at a time. */
  async putStream({ container, blob }: BlobAddress, stream: Readable, contentType: string): Promise<void> {
    const client = (await this.#container(container)).getBlockBlobClient(blob);
    const blobHTTPHeaders = { blobContentType: contentType };
    await client.uploadStream(stream, blockBytes, blocksAtOnce, { blobHTTPHeaders });
  }

  /** Stops the store, if it was started. */
  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (running && running.process.exitCode === null) {
      const ended = new Promise((resolve) => running.process.once("exit", resolve));
      running.process.ref();
      // With a directory it still has to write its data.
      if (this.directory === undefined) {
        running.process.kill("SIGKILL");
      } else {
        running.process.disconnect();
      }
      await ended;
    }
  }

  #forget(): void {
    this.#running = undefined;
    this.#containers.clear();
  }

  async #container(name: string): Promise<ContainerClient> {
    this.#running ??= launch(this.#key, this.directory).then((running) => {
      unref(running);
      running.process.once("exit", () => this.#forget());
      return running;
    });
    const client = (await this.#running).service.getContainerClient(name);
    const created = this.#containers.get(name) ?? client.createIfNotExists();
    this.#containers.set(name, created);
    await created;
    return client;
  }
}
