import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter } from "node:path";
import type { Emulator } from "devcenter-emulator";
import type { Engine } from "../engine/find-or-install";
import type { DemoProject } from "./project";

/** Runs the Pulumi CLI in the project as a person would, after showing the command; throws when it fails. */
export function createTerminal(engine: Engine, emulator: Emulator, project: DemoProject) {
  const env = {
    ...process.env,
    PATH: `${engine.bin}${delimiter}${process.env.PATH ?? ""}`,
    PULUMI_BACKEND_URL: `file://${project.backend}`,
    PULUMI_HOME: project.pulumiHome,
    PULUMI_CONFIG_PASSPHRASE: "only for the demo",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    DEVCENTER_ENDPOINT: emulator.url,
    AZURE_AUTHORITY_HOST: emulator.authorityHost,
    AZURE_TENANT_ID: emulator.credentials.tenantId,
    AZURE_CLIENT_ID: emulator.credentials.clientId,
    AZURE_CLIENT_SECRET: emulator.credentials.clientSecret,
    NODE_EXTRA_CA_CERTS: emulator.caFile,
  };
  return async function pulumi(...args: string[]): Promise<void> {
    console.log(`$ pulumi ${args.join(" ")}`);
    const child = spawn("pulumi", args, {
      cwd: project.folder,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (code !== 0)
      throw new Error(`pulumi ${args[0]} ended with ${signal ?? code}; its own words are above.`);
  };
}
