import { DevCenterError } from "../api/errors/devcenter-error";
import type { Made } from "./lifecycle";

/** The object exists, but not yet as declared. It stays in state, and the next update goes on from here. */
export class HalfMadeError extends DevCenterError {
  readonly made: Made;

  constructor(made: Made, whatIsMissing: string, cause: unknown) {
    super(`${whatIsMissing}\n${(cause as Error).message}\nRun pulumi up again: it goes on from here.`, {
      cause,
    });
    this.made = made;
  }
}
