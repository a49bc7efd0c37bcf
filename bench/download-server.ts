import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Sends its parent the address of one file of so many MiB, until it is ended. Its bytes are the same each time. */
async function main(): Promise<void> {
  const megabytes = Number(process.argv[2]);
  const piece = randomBytes(1024 * 1024);
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-length": megabytes * piece.length, etag: '"bench"' });
    // A client that leaves early is no matter.
    pipeline(Readable.from(repeated(piece, megabytes)), response).catch(() => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/report.txt`);
}

function* repeated(piece: Buffer, times: number): Generator<Buffer> {
  for (let index = 0; index < times; index++) yield piece;
}

void main();
