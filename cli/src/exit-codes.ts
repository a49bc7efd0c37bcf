import { CommanderError } from "commander";
import {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  WaitTimeoutError,
} from "pulumi-devcenter/internal";

/** What the process answers its caller. A promise to scripts: the numbers never change their meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  notFound: 4,
  timeout: 5,
  runFailed: 6,
  undeclared: 7,
  reviewFound: 8,
  // 128 and the number of the signal, as shells have it.
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What was asked for does not exist, or not yet. */
export class NotFoundError extends Error {}

/** Everything that can be had is here, but a run of a report has failed at the service. */
export class RunFailedError extends Error {}

/** An import is written, but some of what was found cannot be declared. */
export class UndeclaredError extends Error {}

/** What was given cannot be used: a file that is no preview. */
export class UsageError extends Error {}

/** The preview that a review is about has failed itself. */
export class PreviewFailedError extends Error {}

/** A review has found what `--fail-on` names. */
export class ReviewFoundError extends Error {}

/** Some of what was asked for did not succeed, each for its own reason. */
export function severalErrors(errors: readonly Error[]): AggregateError {
  return new AggregateError(errors, errors.map(({ message }) => message).join("\n"));
}

/** The command was stopped by a signal, and left everything in order. */
export class InterruptedError extends Error {
  constructor(readonly signalName: "SIGINT" | "SIGTERM") {
    super(`Stopped by ${signalName}. The same command goes on.`);
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  // Commander ends --help and --version by an error, too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof ConfigurationError || error instanceof AuthenticationError) {
    return exitCodes.configuration;
  }
  if (error instanceof WaitTimeoutError) return exitCodes.timeout;
  if (error instanceof NotFoundError) return exitCodes.notFound;
  // Of several the first, under which its cause is.
  if (error instanceof AggregateError) return exitCodeOf(error.errors[0]?.cause);
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof ReviewFoundError) return exitCodes.reviewFound;
  if (error instanceof RunFailedError) return exitCodes.runFailed;
  if (error instanceof UndeclaredError) return exitCodes.undeclared;
  if (error instanceof InterruptedError) {
    return error.signalName === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
  }
  if (!(error instanceof ApiError)) return exitCodes.failed;
  if (error.meansGone) return exitCodes.notFound;
  return error.status === 401 ? exitCodes.configuration : exitCodes.failed;
}
