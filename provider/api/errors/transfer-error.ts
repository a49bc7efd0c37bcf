import { DevCenterError } from "./devcenter-error";

/** A package or file did not get through between this machine and the blob store. */
export class TransferError extends DevCenterError {
  /** The message without its beginning. */
  readonly why: string;
  /** HTTP status with which the blob store refused, where it did. */
  readonly status: number | undefined;

  constructor(
    what: "upload" | "download",
    why: string,
    { status, ...options }: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(`The ${what} stopped: ${why}`, options);
    this.why = why;
    this.status = status;
  }
}
