import type { PreprodPackageRecord, SigningStatus } from "./preprod-packages";

/**
 * A package as programs and the command show it. Partner Center has no page of it.
 *
 * @see [Manage preprod submissions](https://learn.microsoft.com/windows-hardware/drivers/dashboard/manage-preprod-submissions)
 */
export interface PreprodPackageDetails {
  /** The id that `devcenter preprod sign` prints. */
  readonly packageId: string;
  /** How far Microsoft has come; `succeeded` and `failed` are final. */
  readonly signingStatus: SigningStatus;
  /** Why it failed, in the service's own words. */
  readonly message?: string;
  /** When its status last changed: ISO 8601, UTC; only where the service tells it. */
  readonly lastModified?: string;
  /** The files that come of it; none until it has succeeded. */
  readonly assets: readonly {
    /** The id of the file within its package. */
    readonly assetId: string;
    /** `SignedFilesZip`: the package, signed by Microsoft. */
    readonly assetType?: string;
    /** Of the file, in hexadecimal digits; only where the service tells one that can be read. */
    readonly sha256?: string;
    /** When the file was made: ISO 8601, UTC; only where the service tells it. */
    readonly createdDate?: string;
  }[];
}

/** What of a record may be shown: all of it, in texts. */
export function preprodPackageDetails({
  lastModifiedAt,
  hasMoreAssets: _,
  assets,
  ...found
}: PreprodPackageRecord): PreprodPackageDetails {
  return {
    ...found,
    lastModified: lastModifiedAt?.toISOString(),
    assets: assets.map(({ createdAt, ...asset }) => ({ ...asset, createdDate: createdAt?.toISOString() })),
  };
}
