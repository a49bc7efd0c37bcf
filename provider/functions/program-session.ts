import * as pulumi from "@pulumi/pulumi";
import type { DevCenter } from "../api/dev-center";
import { isMocked, mocked } from "./mocks";

// By settings: a program of the Automation API can run several stacks, each with an account of its own.
const opened = new Map<string, DevCenter>();

/**
 * Asks the service from the program's own process, with the settings of the provider: the stack's configuration, then
 * the environment. Token, connections and limiter are shared by all functions of a program. In a unit test, asks its
 * mocks instead.
 *
 * @param asker the function, and `args` what it was given, for mocks
 */
export async function ask<T>(
  asker: string,
  args: object,
  question: (devCenter: DevCenter) => Promise<T>,
): Promise<T> {
  if (isMocked()) return mocked(asker, args);
  try {
    return await question(await devCenterOfProgram());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { explained } = await import("../dynamic/hints.js");
    error.message = explained(error);
    // Pulumi prints the stack of what a program throws; ours leads into this package and does not help.
    error.stack = `${error.name}: ${error.message}`;
    throw error;
  }
}

/** A library for the network, one for tokens, one for schemas: none is loaded before a program asks for something. */
async function devCenterOfProgram(): Promise<DevCenter> {
  const { resolveSettings } = await import("../api/auth/settings.js");
  const settings = resolveSettings((key) => pulumi.runtime.getConfig(key), process.env);
  const account = JSON.stringify(settings);
  const known = opened.get(account);
  if (known !== undefined) return known;
  const { openDevCenter } = await import("../api/dev-center.js");
  const devCenter = opened.get(account) ?? openDevCenter(settings, { say });
  opened.set(account, devCenter);
  return devCenter;
}

/** Tells the person at the terminal why a program waits. */
function say(message: string): void {
  void pulumi.log.info(message);
}
