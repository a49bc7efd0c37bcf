/**
 * The service does not change in place what it should: only a replacement is left. State remembers it until the next
 * refresh, so that the next preview shows the replacement before it is made.
 */
export class UpdateRefusedError extends Error {
  override readonly name = "RefusedInPlace";

  constructor(
    /** The names of the properties. */
    readonly properties: readonly string[],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
