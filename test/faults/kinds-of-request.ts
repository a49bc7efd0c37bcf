import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DevCenter } from "../../provider/api/dev-center";
import type { Environment } from "../../provider/api/settings";
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
const metadata = { BundleInfoMap: { bundle: { InfInfoMap: {} } } };

/** What else is asked on the way, answered as it should be. */
export const besides: readonly (readonly [RegExp, Behaviour])[] = [
  [/openid-configuration$/, discovery],
  [/login\.example.*token$/, token],
  [/actions\.example/, json({ value: "jwt.of.github" })],
  [/^(HEAD|GET) .*blobs\.example/, (_, response) => response.writeHead(404).end()],
  [/^PUT .*blobs\.example/, (_, response) => response.writeHead(201).end()],
];

const signIn = (devCenter: DevCenter) => devCenter.signIn();
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
    name: "an upload",
    sent: /^PUT .*blobs\.example/,
    answer: (_, response) => response.writeHead(201).end(),
    work: async (devCenter, folder, signal) => {
      const path = join(folder, "package");
      writeFileSync(path, "rows");
      await devCenter.upload({
        path,
        size: 4,
        sha256: sha256Of("rows"),
        link: async () => blob,
        signal,
      });
    },
    attempts: 5,
  },
];
