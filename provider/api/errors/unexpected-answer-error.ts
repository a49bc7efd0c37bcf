import type { RequestName } from "./api-error";
import { DevCenterError } from "./devcenter-error";

/**
 * Dev Center said yes, in a form that this version does not understand. Nothing was guessed from it.
 *
 * @example
 * ```ts
 * const products = await devcenter.getProducts().catch((error) => {
 *   // A proxy's page, for instance.
 *   if (error instanceof devcenter.UnexpectedAnswerError) pulumi.log.warn(`Status ${error.status}, but no list.`);
 *   throw error;
 * });
 * ```
 */
export class UnexpectedAnswerError extends DevCenterError {
  /** HTTP status of the answer, such as 200. */
  readonly status: number;

  /** @internal */
  constructor(request: RequestName, status: number, whatIsWrong: string, options?: ErrorOptions) {
    super(
      [
        `Dev Center answered ${request.verb} ${request.path} with ${status}, but ${whatIsWrong}`,
        "Check that devcenter:endpoint points at the Hardware Dev Center and not at a proxy's page.",
      ].join("\n"),
      {
        ...options,
        support: `MS-CorrelationId ${request.correlationId}, MS-RequestId ${request.requestId}`,
      },
    );
    this.status = status;
  }
}
