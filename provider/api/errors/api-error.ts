import { DevCenterError } from "./devcenter-error";

/** One request, as an error may name it: no host, no query, no body. */
export interface RequestName {
  /** HTTP verb, in capitals. */
  readonly verb: string;
  /** Path on the configured endpoint, without its query. */
  readonly path: string;
  /** `MS-CorrelationId` of the run, which Microsoft's support asks for. */
  readonly correlationId: string;
  /** `MS-RequestId` of this one call. */
  readonly requestId: string;
}

/** What the service said when it refused, read from any of the bodies it is known to send. */
export interface ErrorResponse {
  /** HTTP status. */
  readonly status: number;
  /** Functional code such as `EntityNotFound`, where the service gave one. Compare without case. */
  readonly code?: string;
  /** The service's own words, with links cut to their host. */
  readonly reason?: string;
  /** The properties that it complained about, where it named them: each once, as a program names it. */
  readonly targets: readonly string[];
  /** Ids that Microsoft's support asks for, each with its name: `activityId …`. */
  readonly supportIds?: readonly string[];
  /** How long the service asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * Dev Center said no. Branch on `status` or `code`, never on the message.
 *
 * @example
 * ```ts
 * const product = await devcenter.getProduct({ productId: "14631253285588838" }).catch((error) => {
 *   if (error instanceof devcenter.ApiError && error.meansGone) return undefined;
 *   throw error;
 * });
 * ```
 * @see [Error codes](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#error-codes)
 */
export class ApiError extends DevCenterError {
  /** HTTP status, such as 404. */
  readonly status: number;
  /** Functional code such as `EntityNotFound`, where the service gave one, in its own spelling. */
  readonly code: string | undefined;
  /** The properties that the service complained about, as a program names them. */
  readonly targets: readonly string[];
  /** The service's own words, without links and secrets. */
  readonly reason: string | undefined;
  /** How long the service asks us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The request's HTTP verb, in capitals. */
  readonly verb: string;
  /** The request's path, without host and query. */
  readonly path: string;
  /** `MS-CorrelationId` of the run, which Microsoft's support asks for. */
  readonly correlationId: string;
  /** `MS-RequestId` of this one request. */
  readonly requestId: string;

  /**
   * What the refusal means, where this request knows better than its status.
   *
   * @internal
   */
  readonly meaning: string | undefined;
  /**
   * Where the request went, without its path.
   *
   * @internal
   */
  readonly endpoint: string | undefined;

  /** @internal */
  constructor(
    request: RequestName,
    refusal: ErrorResponse,
    { meaning, endpoint }: Partial<Pick<ApiError, "meaning" | "endpoint">> = {},
  ) {
    super(describe(request, refusal, meaning), { support: supportLine(request, refusal) });
    this.meaning = meaning;
    this.endpoint = endpoint;
    this.status = refusal.status;
    this.code = refusal.code;
    this.targets = refusal.targets;
    this.reason = refusal.reason;
    this.retryAfterMs = refusal.retryAfterMs;
    this.verb = request.verb;
    this.path = request.path;
    this.correlationId = request.correlationId;
    this.requestId = request.requestId;
  }

  /** Whether the service gave this functional code, whatever its case. */
  says(code: string): boolean {
    return this.code?.toLowerCase() === code.toLowerCase();
  }

  /** Whether this alone proves that the thing does not exist: 404 or `EntityNotFound`, nothing else. */
  get meansGone(): boolean {
    return this.status === 404 || this.says("EntityNotFound");
  }
}

function describe(request: RequestName, refusal: ErrorResponse, meaning: string | undefined): string {
  const code = refusal.code === undefined ? "" : ` ${refusal.code}`;
  const reason = refusal.reason === undefined ? "" : `: ${refusal.reason}`;
  return [
    `Dev Center refused ${request.verb} ${request.path} with ${refusal.status}${code}${reason}`,
    ...(refusal.targets.length > 0 ? [`It names: ${refusal.targets.join(", ")}`] : []),
    ...(refusal.retryAfterMs
      ? [`It asks to wait ${Math.ceil(refusal.retryAfterMs / 1000)} s before the next attempt.`]
      : []),
    ...(meaning === undefined ? [] : [meaning]),
  ].join("\n");
}

function supportLine(request: RequestName, { supportIds = [] }: ErrorResponse): string {
  return [
    `MS-CorrelationId ${request.correlationId}`,
    `MS-RequestId ${request.requestId}`,
    ...supportIds,
  ].join(", ");
}
