import { MINIMUM_CLI_VERSION, MINIMUM_GO_VERSION } from "./pins";

/** One way to the engine that was tried, and why it led nowhere. */
export interface FailedAttempt {
  readonly way: string;
  readonly reason: string;
}

/** There is no Pulumi CLI on this machine and none could be had. Says what was tried and what to do. */
export class EngineMissingError extends Error {
  readonly attempts: readonly FailedAttempt[];

  constructor(attempts: readonly FailedAttempt[]) {
    super(describe(attempts));
    this.name = "EngineMissingError";
    this.attempts = attempts;
  }
}

function describe(attempts: readonly FailedAttempt[]): string {
  const tried = attempts.map(({ way, reason }) => `  ${way}: ${reason.trim().replaceAll("\n", "\n    ")}`);
  return [
    "The Pulumi CLI is needed here and could not be found or installed.",
    ...tried,
    "Do one of these, then run the command again:",
    `  install Pulumi ${MINIMUM_CLI_VERSION} or later: https://www.pulumi.com/docs/install/`,
    `  install Go ${MINIMUM_GO_VERSION} or later, from which the CLI is then built: https://go.dev/dl/`,
  ].join("\n");
}
