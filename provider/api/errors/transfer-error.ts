import { DevCenterError } from "./devcenter-error";

/** A package or file did not get through between this machine and the blob store. */
export class TransferError extends DevCenterError {
  constructor(what: "upload" | "download", why: string, options?: ErrorOptions) {
    super(`The ${what} stopped: ${why}`, options);
  }
}
