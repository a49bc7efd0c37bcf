import { DevCenterError } from "./devcenter-error";

/**
 * A package or file did not get through between this machine and the blob store.
 *
 * @example
 * ```ts
 * const ids = { productId: "14631253285588838", submissionId: "1152921504621465124" };
 * const metadata = await devcenter.getDriverMetadata(ids).catch((error) => {
 *   if (error instanceof devcenter.TransferError) pulumi.log.warn(`The blob store: ${error.why}`);
 *   throw error;
 * });
 * ```
 */
export class TransferError extends DevCenterError {
  /** The message without its beginning. */
  readonly why: string;
  /** HTTP status with which the blob store refused, where it did. */
  readonly status: number | undefined;
  /** What answered was a page for people, such as one to sign in. */
  readonly isWebPage: boolean;

  /** @internal */
  constructor(
    what: "upload" | "download",
    why: string,
    {
      status,
      isWebPage = false,
      ...options
    }: ErrorOptions & { readonly status?: number; readonly isWebPage?: boolean } = {},
  ) {
    super(`The ${what} stopped: ${why}`, options);
    this.why = why;
    this.status = status;
    this.isWebPage = isWebPage;
  }
}
