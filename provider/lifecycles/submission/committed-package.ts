import type { SubmissionRecord } from "../../api/endpoints/submissions";
import { TransferError } from "../../api/errors/transfer-error";
import type { Change, Context, Values } from "../core/lifecycle";
import { isCommitted } from "./commit";
import { packageLink } from "./progress";

export function submissionIds(id: string): [productId: string, submissionId: string] {
  const [productId = "", submissionId = ""] = id.split("/");
  return [productId, submissionId];
}

/** The SHA-256 of the package that was committed, where one of ours has uploaded it and it is still there. */
export async function committedPackage(
  { devCenter, signal }: Context,
  record: SubmissionRecord,
): Promise<string | undefined> {
  const link = packageLink(record);
  if (!isCommitted(record.commitStatus) || link === undefined) return undefined;
  return (await devCenter.uploaded(link, signal))?.sha256;
}

/** A store that lets nobody look must not keep a refresh from all else. */
export function undefinedWhenRefused(error: unknown): undefined {
  if (!(error instanceof TransferError)) throw error;
}

/** State may be behind: a run that was cut off can have committed the package that it says is still to come, or another. */
export async function refuseOtherPackage(
  context: Context,
  { id, olds, changed, news }: Change<Values>,
): Promise<void> {
  const hasChanged = changed.includes("packageSha256");
  const isToCome = news.packageSha256 !== undefined && !isCommitted(olds.commitStatus);
  if (!hasChanged && !isToCome) return;
  const record = await context.devCenter.submissions.get(...submissionIds(id));
  if (!isCommitted(record.commitStatus)) return;
  const committed = committedPackage(context, record);
  const found = await (hasChanged ? committed : committed.catch(undefinedWhenRefused));
  // What it committed may be this very package; it is taken for that where nothing has changed and the store does not say.
  if (found === news.packageSha256 || (!hasChanged && found === undefined)) return;
  const other = hasChanged ? "its package has changed, but another one" : "another package";
  throw new Error(
    `${other} is committed already. Run pulumi refresh, then pulumi preview: it says what can be done.`,
  );
}
