#!/usr/bin/env node
import "./node-version";

import { Command, InvalidArgumentError } from "commander";
import { type Emulator, start } from "./emulator";

interface Flags {
  port: number;
  stateFile?: string;
  speed: number;
  workflowMinutes?: number;
  rows?: number;
  seed?: number;
  fieldBehavior?: boolean;
  json?: boolean;
  log?: boolean;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("It must be an integer from 0 (any free port) to 65535.");
  }
  return port;
}

function speedOf(text: string): number {
  const speed = Number(text.replace(/x$/i, ""));
  if (!Number.isFinite(speed) || speed < 0 || text.trim() === "") {
    throw new InvalidArgumentError("It must be a factor such as 60 or 3600x.");
  }
  return speed;
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!Number.isFinite(minutes) || minutes < 0 || text.trim() === "") {
    throw new InvalidArgumentError("It must be a number of minutes, 0 or more.");
  }
  return minutes;
}

function integerOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || text.trim() === "") {
    throw new InvalidArgumentError("It must be an integer.");
  }
  return value;
}

function settingsOf({ url, authorityHost, caFile, credentials }: Emulator): Record<string, string> {
  return {
    DEVCENTER_ENDPOINT: url,
    AZURE_AUTHORITY_HOST: authorityHost,
    AZURE_TENANT_ID: credentials.tenantId,
    AZURE_CLIENT_ID: credentials.clientId,
    AZURE_CLIENT_SECRET: credentials.clientSecret,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}

function describe(emulator: Emulator, asJson: boolean): string {
  const { url, authorityHost, caFile, credentials } = emulator;
  const environment = settingsOf(emulator);
  if (asJson) return JSON.stringify({ url, authorityHost, caFile, credentials, environment });
  return [
    `A local Dev Center listens on ${url}`,
    `Its token endpoint is ${authorityHost}, trusted through ${caFile}`,
    `Its own routes (requests, faults, clock, reset) are under ${url}/_emulator/`,
    "Point a shell at it with:",
    ...Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`),
    "Ctrl+C stops it.",
  ].join("\n");
}

async function run({ json = false, log = false, ...options }: Flags): Promise<void> {
  // On the error stream, so that the standard output stays one line of JSON with --json.
  const emulator = await start({ ...options, ...(log && { log: (line: string) => console.error(line) }) });
  const stop = () => {
    emulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  console.log(describe(emulator, json));
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return taken ? `${message}; name another port with --port, or 0 for any free one` : message;
}

new Command("devcenter-emulator")
  .description("Runs a local Microsoft Hardware Dev Center, for trying and testing without an account.")
  .option("--port <port>", "port of the API on 127.0.0.1, 0 for any free one", portOf, 8989)
  .option("--state-file <file>", "keep what is created in this file from one run to the next")
  .option("--speed <factor>", "let its time run faster: at 3600x an hour takes a second", speedOf, 1)
  .option(
    "--workflow-minutes <minutes>",
    "let a submission be done so long after its commit, 0 at once",
    minutesOf,
  )
  .option("--rows <number>", "how many driver failures reports find in 90 days, default 20000", integerOf)
  .option("--seed <number>", "integer that the driver failures are drawn from, default 1", integerOf)
  .option("--field-behavior", "answer as submitters have seen the service answer, not as it is documented")
  .option("--log", "print each request and its status on the error stream")
  .option("--json", "print one line of JSON for scripts")
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(`devcenter-emulator: ${reasonOf(error)}`);
    process.exitCode = 1;
  });
