import { ApiError } from "./api-error";
import { ConnectionError } from "./connection-error";

/** Whether the service may have done what it was asked for, although the call ended with this error. */
export function mayHaveTakenEffect(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveTakenEffect;
  return error instanceof ApiError && error.status >= 500;
}
