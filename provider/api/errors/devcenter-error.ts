/**
 * What every error of this package is: catch this class to catch them all.
 *
 * @example
 * ```ts
 * const audiences = await devcenter.getAudiences().catch((error) => {
 *   if (error instanceof devcenter.DevCenterError) pulumi.log.error(error.message);
 *   throw error;
 * });
 * ```
 */
export abstract class DevCenterError extends Error {
  /** @internal */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
