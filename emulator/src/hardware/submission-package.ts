import type { BlobAddress } from "../blobs/links";
import type { Submission } from "../store/entities";

/** How a download of the uploaded package is called. */
export function packageName({ type }: Submission): string {
  return type === "initial" ? "initialPackage" : "derivedPackage";
}

/** Where the uploaded package of a submission is. */
export function packageAddress(submission: Submission): BlobAddress {
  const { container, packageContainer = container } = submission;
  return { container: packageContainer, blob: packageName(submission) };
}
