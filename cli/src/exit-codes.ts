import { CommanderError } from "commander";
import { ApiError } from "pulumi-devcenter/internal/api/errors/api-error";
import { AuthenticationError } from "pulumi-devcenter/internal/api/errors/authentication-error";
import { ConfigurationError } from "pulumi-devcenter/internal/api/errors/configuration-error";
import { WaitTimeoutError } from "pulumi-devcenter/internal/api/errors/wait-timeout-error";

/** What the process answers its caller. A promise to scripts: the numbers never change their meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  notFound: 4,
  timeUp: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What was asked for does not exist, or not yet. */
export class NotFoundError extends Error {}

export function exitCodeOf(error: unknown): ExitCode {
  // Commander ends --help and --version by an error, too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof ConfigurationError || error instanceof AuthenticationError) {
    return exitCodes.configuration;
  }
  if (error instanceof WaitTimeoutError) return exitCodes.timeUp;
  if (error instanceof NotFoundError) return exitCodes.notFound;
  if (!(error instanceof ApiError)) return exitCodes.failed;
  if (error.meansGone) return exitCodes.notFound;
  return error.status === 401 ? exitCodes.configuration : exitCodes.failed;
}
