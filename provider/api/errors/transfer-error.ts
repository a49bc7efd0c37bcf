import { DevCenterError } from "./devcenter-error";

/** A package or file did not get through between this machine and the blob store. */
export class TransferError extends DevCenterError {
  /** The message without its beginning. */
  readonly why: string;

  constructor(what: "upload" | "download", why: string, options?: ErrorOptions) {
    super(`The ${what} stopped: ${why}`, options);
    this.why = why;
  }
}
