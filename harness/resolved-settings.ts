import assert from "node:assert/strict";
import { type Environment, resolveSettings } from "../provider/api/auth/settings";

/** All that an application needs to sign in with a secret. */
export const SIGN_IN = {
  AZURE_TENANT_ID: "tenant-of-environment",
  AZURE_CLIENT_ID: "client-of-environment",
  AZURE_CLIENT_SECRET: "secret-of-environment",
};

/** The settings of a stack with this configuration, in this environment. */
export function resolved(stack: Readonly<Record<string, string>>, environment: Environment = {}) {
  return resolveSettings((key) => stack[key], environment);
}

/** The lines of the configuration error that this throws; none where it throws nothing. */
export function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.equal(error.name, "ConfigurationError");
    return error.message.split("\n");
  }
  return [];
}
