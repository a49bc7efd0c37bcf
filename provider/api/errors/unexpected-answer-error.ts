import type { RequestName } from "./api-error";
import { DevCenterError } from "./devcenter-error";

/** Dev Center said yes, in a form that this version does not understand. Nothing was guessed from it. */
export class UnexpectedAnswerError extends DevCenterError {
  readonly status: number;

  constructor(request: RequestName, status: number, whatIsWrong: string, options?: ErrorOptions) {
    super(
      [
        `Dev Center answered ${request.verb} ${request.path} with ${status}, but ${whatIsWrong}`,
        "Check that devcenter:endpoint points at the Hardware Dev Center and not at a proxy's page.",
        `MS-CorrelationId ${request.correlationId}, MS-RequestId ${request.requestId}`,
      ].join("\n"),
      options,
    );
    this.status = status;
  }
}
