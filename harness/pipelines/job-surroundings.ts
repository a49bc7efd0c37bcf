import type { LocalDevCenter } from "../local-dev-center";
import { FORGE_TOKEN } from "./forge-records";
import type { ForgeServer } from "./forge-server";
import { identityToken } from "./identity-token";
import type { Forge, Job } from "./pipeline";

/** Where a job runs, and for which commit. */
export interface Surroundings {
  readonly home: string;
  readonly sha: string;
  readonly center: LocalDevCenter;
  readonly server: ForgeServer;
}

export const PASSPHRASE = "only for tests";
/** What pipelines call the folder of the machine that is kept. */
export const KEPT = "/srv/devcenter";

/** The variables that a job finds, as its forge sets them; `values` are what its placeholders stand for. */
export function surroundingsOf(forge: Forge, job: Job, where: Surroundings) {
  const { credentials } = where.center.emulator;
  // A fork is given none of them, whatever its job asks for.
  const isTrusted = job.occasion !== "fork";
  const shared = {
    AZURE_TENANT_ID: credentials.tenantId,
    AZURE_CLIENT_ID: credentials.clientId,
    PULUMI_BACKEND_URL: `file://${where.home}/state`,
  };
  const secret = { PULUMI_CONFIG_PASSPHRASE: isTrusted ? PASSPHRASE : "" };
  return { github, azure, gitlab }[forge](job, where, isTrusted ? shared : {}, secret);
}

interface Found {
  readonly env: Readonly<Record<string, string>>;
  readonly fill: (text: string) => string;
}

type Variables = Readonly<Record<string, string>>;

function github(job: Job, { home, sha, server }: Surroundings, shared: Variables, secret: Variables): Found {
  const values: Variables = {
    ...prefixed("vars.", shared),
    ...prefixed("secrets.", secret),
    "github.sha": sha,
    "github.token": FORGE_TOKEN,
  };
  return {
    env: {
      GITHUB_SHA: sha,
      GITHUB_REF:
        job.occasion === "merge" || job.occasion === "night" ? "refs/heads/main" : "refs/pull/7/merge",
      GITHUB_REPOSITORY: "contoso/drivers",
      GITHUB_API_URL: server.url,
      GITHUB_STEP_SUMMARY: `${home}/summary.md`,
      RUNNER_TEMP: `${home}/temp`,
      ...(job.signsIn
        ? {
            ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/idtoken`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: FORGE_TOKEN,
          }
        : {}),
    },
    fill: (text) => text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name) => values[name] ?? ""),
  };
}

function azure(
  job: Job,
  { home, sha, server, center }: Surroundings,
  shared: Variables,
  secret: Variables,
): Found {
  const { tenantId, clientId } = center.emulator.credentials;
  const { PULUMI_BACKEND_URL = "" } = shared;
  const values: Variables = {
    ...secret,
    "System.AccessToken": FORGE_TOKEN,
    "Build.SourceVersion": sha,
    "Pipeline.Workspace": `${home}/pipeline`,
  };
  return {
    env: {
      PULUMI_BACKEND_URL,
      BUILD_SOURCEVERSION: sha,
      BUILD_REPOSITORY_ID: "repository-1",
      SYSTEM_COLLECTIONURI: `${server.url}/contoso/`,
      SYSTEM_TEAMPROJECT: "Windows drivers",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
      AGENT_TEMPDIRECTORY: `${home}/temp`,
      PIPELINE_WORKSPACE: `${home}/pipeline`,
      ...(job.signsIn
        ? { idToken: identityToken("api://AzureADTokenExchange"), servicePrincipalId: clientId, tenantId }
        : {}),
    },
    // A macro that means nothing stays as it is.
    fill: (text) => text.replaceAll(/\$\(([\w.]+)\)/g, (whole, name) => values[name] ?? whole),
  };
}

function gitlab(job: Job, { sha, server }: Surroundings, shared: Variables, secret: Variables): Found {
  // They are kept for environments, so a job outside of any has none.
  const scoped = job.writes.includes("GITLAB_TOKEN")
    ? { ...shared, ...secret, GITLAB_TOKEN: FORGE_TOKEN }
    : {};
  return {
    env: {
      CI_COMMIT_SHA: sha,
      CI_API_V4_URL: `${server.url}/api/v4`,
      CI_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "7",
      ...scoped,
    },
    fill: (text) =>
      text
        .replaceAll("$CI_COMMIT_SHA", sha)
        .replace(/^token for (.*)$/, (_, audience: string) => identityToken(audience)),
  };
}

function prefixed(prefix: string, values: Variables): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
