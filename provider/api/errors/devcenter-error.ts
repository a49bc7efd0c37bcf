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
  readonly #facts: string;
  readonly #support: string | undefined;

  /**
   * @internal
   * @param facts what happened; no advice
   * @param options.support the ids that Microsoft's support asks for, which end the message
   */
  constructor(facts: string, { support, ...options }: ErrorOptions & { readonly support?: string } = {}) {
    super(support === undefined ? facts : `${facts}\n${support}`, options);
    this.name = new.target.name;
    this.#facts = facts;
    this.#support = support;
  }

  /**
   * The message with a hint for its reader, which the code that prints it knows.
   *
   * @internal
   */
  withHint(hint: string | undefined): string {
    return [this.#facts, hint, this.#support].filter((line) => line !== undefined).join("\n");
  }
}
