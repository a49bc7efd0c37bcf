import { DevCenterError } from "./devcenter-error";

/**
 * A setting is missing or cannot be used. Names the key, the environment variable and, where it is missing, the command
 * that sets it.
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
export class ConfigurationError extends DevCenterError {
  /**
   * The settings that are missing to sign in, such as `clientId`.
   *
   * @internal
   */
  readonly missing: readonly string[];

  /** @internal */
  constructor(
    message: string,
    { missing = [], ...options }: ErrorOptions & { readonly missing?: readonly string[] } = {},
  ) {
    super(message, options);
    this.missing = missing;
  }
}
