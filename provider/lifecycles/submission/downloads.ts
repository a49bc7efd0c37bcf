import type { SubmissionRecord } from "../../api/endpoints/submissions";

/** The link to a file that a submission offers: a secret that expires. Undefined where it offers none of this type. */
export function downloadLink({ links }: Pick<SubmissionRecord, "links">, type: string): string | undefined {
  return links().downloads.find((file) => file.type.toLowerCase() === type.toLowerCase())?.url;
}

/** Whether it offers the signed package: proof that every step is done, whatever the step itself is called. */
export function isSignedOffered(record: Pick<SubmissionRecord, "links">): boolean {
  return downloadLink(record, "signedPackage") !== undefined;
}
