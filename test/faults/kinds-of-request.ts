import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../provider/api/auth/settings";
import type { DevCenter } from "../../provider/api/dev-center";
import type { Behaviour } from "./any-origin";

/** One kind of request that leaves the package. */
export interface RequestKind {
  readonly name: string;
  /** Tells it from others that the work sends besides. */
  readonly sent: RegExp;
  /** How it ends when nothing goes wrong. */
  readonly answer: Behaviour;
  /** Sends it; nothing else may go wrong. */
  readonly work: (devCenter: DevCenter, folder: string, signal: AbortSignal) => Promise<unknown>;
  readonly environment?: Environment;
  /** How often it is sent at most when no answer is worth anything. */
  readonly attempts: number;
  /** How long it goes on at most, waits included; default `devcenter:retryTimeoutSeconds`. */
  readonly patienceMs?: number;
  /** It goes where it is led, once, and without a token. */
  readonly follows?: boolean;
  /** The failure matters less than what it is about, and is passed over. */
  readonly isOptional?: boolean;
}

const tenant = "00000000-1111-4222-8333-444444444444";
const application = {
  DEVCENTER_ACCESS_TOKEN: "",
  AZURE_TENANT_ID: tenant,
  AZURE_CLIENT_ID: "55555555-6666-4777-8888-999999999999",
  AZURE_CLIENT_SECRET: "hush",
};
const authority = `https://login.example/${tenant}`;
const json =
  (value: unknown): Behaviour =>
  (_, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify(value));
const bytes =
  (text: string): Behaviour =>
  (_, response) =>
    response.setHeader("content-length", text.length).end(text);

const discovery = json({
  issuer: `${authority}/v2.0`,
  authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
  token_endpoint: `${authority}/oauth2/v2.0/token`,
  jwks_uri: `${authority}/discovery/v2.0/keys`,
});
const token = json({ token_type: "Bearer", expires_in: 3599, access_token: "a-token" });
const blob = "https://blobs.example/container/file?sig=hush";
/** Azure Storage gives it for a token only. */
const unsigned = "https://store.blob.core.windows.net/container/file";
// MSAL takes a token that ends within five minutes for one that has ended, and keeps it for no later test.
const shortLived: Behaviour = (request, response) =>
  json({ token_type: "Bearer", expires_on: String(seconds() + 200), access_token: "a-token" })(
    request,
    response,
  );
const seconds = () => Math.floor(Date.now() / 1000);
const blockList = '<?xml version="1.0" encoding="utf-8"?><BlockList></BlockList>';
const metadata = { BundleInfoMap: { bundle: { InfInfoMap: {} } } };

/** What else is asked on the way, answered as it should be. */
export const besides: readonly (readonly [RegExp, Behaviour])[] = [
  [/openid-configuration$/, discovery],
  [/login\.example.*token$/, token],
  [/actions\.example/, json({ value: "jwt.of.github" })],
  [
    /core\.windows\.net/,
    ({ headers }, response) => response.writeHead(headers.authorization ? 200 : 403).end(),
  ],
  [/^(HEAD|GET) .*blobs\.example/, (_, response) => response.writeHead(404).end()],
  [/^PUT .*blobs\.example/, (_, response) => response.writeHead(201).end()],
];

const signIn = (devCenter: DevCenter) => devCenter.signIn();

async function upload(devCenter: DevCenter, folder: string, signal: AbortSignal): Promise<void> {
  const file = { path: join(folder, "package"), size: 4, sha256: sha256Of("rows") };
  writeFileSync(file.path, "rows");
  await devCenter.upload({ ...file, link: async () => blob, signal });
}

function handIn(devCenter: DevCenter, folder: string): Promise<unknown> {
  const path = join(folder, "package");
  writeFileSync(path, "rows");
  return devCenter.preprodPackages.submit({ path, bytes: 4, sha256: sha256Of("rows") });
}

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");

export const requestKinds: readonly RequestKind[] = [
  {
    name: "discovery of the authority",
    sent: /openid-configuration$/,
    answer: discovery,
    work: signIn,
    environment: application,
    attempts: 5,
  },
  {
    name: "sign-in",
    sent: /login\.example.*token$/,
    answer: token,
    work: signIn,
    environment: application,
    attempts: 5,
  },
  {
    name: "OIDC token of GitHub",
    sent: /actions\.example/,
    answer: json({ value: "jwt.of.github" }),
    work: signIn,
    environment: {
      ...application,
      AZURE_CLIENT_SECRET: "",
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions.example/idtoken",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    },
    attempts: 5,
  },
  {
    name: "token of the machine's managed identity",
    sent: /169\.254\.169\.254.*token$/,
    answer: shortLived,
    work: signIn,
    environment: { DEVCENTER_ACCESS_TOKEN: "", ARM_USE_MSI: "true" },
    attempts: 5,
    patienceMs: 60_000,
  },
  {
    name: "token for the blob store",
    sent: /login\.example.*token$/,
    answer: token,
    work: (devCenter, folder) =>
      devCenter.download({ path: join(folder, "file"), link: async () => unsigned }),
    environment: application,
    attempts: 5,
  },
  {
    name: "a read of the API",
    sent: /^GET \/api\.example/,
    answer: json({ value: [] }),
    work: (devCenter) => devCenter.audiences.list(),
    attempts: 5,
  },
  {
    name: "a creation",
    sent: /^POST \/api\.example/,
    answer: json({ data: { templateId: 15 } }),
    work: (devCenter) => devCenter.reportTemplates.create({}),
    attempts: 1,
  },
  {
    name: "a package that is handed in for tests",
    sent: /^PUT \/api\.example/,
    answer: json({ id: "7", signingStatus: "notStarted" }),
    work: handIn,
    attempts: 1,
  },
  {
    name: "an edit",
    sent: /^POST \/api\.example/,
    answer: json({ data: { templateId: 15 } }),
    work: (devCenter) => devCenter.reportTemplates.edit("15", {}),
    attempts: 5,
  },
  {
    name: "a link to a cab",
    sent: /cabdownload$/,
    answer: (_, response) => response.writeHead(302, { location: blob }).end(),
    work: (devCenter) => devCenter.cabs.link({ cabIdHash: "c", applicationId: undefined }),
    attempts: 5,
  },
  {
    name: "a download",
    sent: /^GET .*blobs\.example/,
    answer: bytes("rows"),
    work: (devCenter, folder) => devCenter.download({ path: join(folder, "file"), link: async () => blob }),
    attempts: 5,
  },
  {
    name: "a download from Dev Center itself",
    sent: /^GET \/api\.example.*download$/,
    answer: bytes("rows"),
    work: (devCenter, folder) =>
      devCenter.downloadAsset({ path: join(folder, "file"), packageId: "7", assetId: "8" }),
    attempts: 5,
    follows: true,
  },
  {
    name: "driver metadata",
    sent: /^GET .*blobs\.example/,
    answer: json(metadata),
    work: (devCenter) => devCenter.readDriverMetadata(async () => blob),
    attempts: 5,
  },
  {
    name: "an error report",
    sent: /^GET .*blobs\.example/,
    answer: bytes("it failed"),
    work: (devCenter) => devCenter.readReport(blob),
    attempts: 5,
    patienceMs: 60_000,
    isOptional: true,
  },
  {
    name: "the properties of a blob",
    sent: /^HEAD .*blobs\.example/,
    answer: (_, response) => response.writeHead(404).end(),
    work: (devCenter, _, signal) => devCenter.uploaded(blob, signal),
    attempts: 5,
  },
  {
    name: "the blocks that are there",
    sent: /^GET .*comp=blocklist$/,
    answer: (_, response) => response.writeHead(200).end(blockList),
    work: upload,
    attempts: 5,
  },
  {
    name: "a block",
    sent: /^PUT .*comp=block$/,
    answer: (_, response) => response.writeHead(201).end(),
    work: upload,
    attempts: 5,
  },
  {
    name: "the list of blocks",
    sent: /^PUT .*comp=blocklist$/,
    answer: (_, response) => response.writeHead(201).end(),
    work: upload,
    attempts: 5,
  },
];
