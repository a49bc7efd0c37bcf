/** What is left to do when a workflow of Dev Center has failed, or cannot be waited for. */
export type Remedy = "another derived submission" | "new product" | "change or replace the label" | "no wait";

/** A step failed on Dev Center. What can be done depends on who asks, so whoever prints it adds that. */
export class StepFailedError extends Error {
  readonly remedy: Remedy | undefined;

  constructor(message: string, { remedy, ...options }: ErrorOptions & { readonly remedy?: Remedy } = {}) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** It failed on Dev Center, and to ask once more changes nothing. */
export class PermanentFailureError extends StepFailedError {}
