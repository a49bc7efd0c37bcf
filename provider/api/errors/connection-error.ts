import type { RequestName } from "./api-error";
import { DevCenterError } from "./devcenter-error";

/**
 * No answer came: the connection could not be made, broke, or the time was up.
 *
 * @example
 * ```ts
 * const products = await devcenter.getProducts().catch((error) => {
 *   if (!(error instanceof devcenter.ConnectionError)) throw error;
 *   pulumi.log.warn(`The products are not listed: ${error.message}`);
 *   return [];
 * });
 * ```
 */
export class ConnectionError extends DevCenterError {
  /** False only when it is certain that the request never reached the service. */
  readonly mayHaveTakenEffect: boolean;

  /**
   * @internal
   * @param request undefined: `what` is the whole message
   */
  constructor(
    request: RequestName | undefined,
    failure: { what: string; mayHaveTakenEffect: boolean },
    options?: ErrorOptions,
  ) {
    super(
      request === undefined
        ? failure.what
        : [
            `${request.verb} ${request.path}: ${failure.what}`,
            failure.mayHaveTakenEffect
              ? "Whether Dev Center carried it out is not known."
              : "The request did not reach Dev Center.",
            `MS-CorrelationId ${request.correlationId}, MS-RequestId ${request.requestId}`,
          ].join("\n"),
      options,
    );
    this.mayHaveTakenEffect = failure.mayHaveTakenEffect;
  }
}
