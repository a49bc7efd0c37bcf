import { DevCenterError } from "./devcenter-error";

/**
 * A setting is missing or cannot be used. Names the key, the environment variable and the command that sets it.
 *
 * @example
 * ```ts
 * const products = await devcenter.getProducts().catch((error) => {
 *   // A preview of a pull request from a fork has no credential.
 *   if (error instanceof devcenter.ConfigurationError && pulumi.runtime.isDryRun()) return [];
 *   throw error;
 * });
 * ```
 */
export class ConfigurationError extends DevCenterError {}
