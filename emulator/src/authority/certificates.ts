import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

/** What the token endpoint needs to speak TLS, and its clients to trust it. */
export interface Certificates {
  /** The throw-away authority, PEM. */
  readonly ca: string;
  /** The file that holds `ca`, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** Certificate of the endpoint for 127.0.0.1 and localhost, PEM. */
  readonly cert: string;
  /** Its key, PEM. */
  readonly key: string;
  /** Deletes the file. */
  discard(): void;
}

const dayMs = 24 * 60 * 60_000;

interface Pair {
  cert: string;
  key: string;
}

function validity() {
  return {
    keyType: "ec" as const,
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + 30 * dayMs),
  };
}

async function makeAuthority(): Promise<Pair> {
  const made = await generate([{ name: "commonName", value: "devcenter-emulator throw-away CA" }], {
    ...validity(),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function makeLeaf(ca: Pair): Promise<Pair> {
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    ...validity(),
    ca,
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 7, ip: "127.0.0.1" },
          { type: 2, value: "localhost" },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** Makes an authority whose key is never kept, and one certificate signed with it. Both last 30 real days. */
export async function makeCertificates(): Promise<Certificates> {
  const authority = await makeAuthority();
  const leaf = await makeLeaf(authority);
  const directory = mkdtempSync(join(tmpdir(), "devcenter-emulator-"));
  const caFile = join(directory, "ca.pem");
  writeFileSync(caFile, authority.cert);
  return {
    ...leaf,
    ca: authority.cert,
    caFile,
    discard: () => rmSync(directory, { recursive: true, force: true }),
  };
}
