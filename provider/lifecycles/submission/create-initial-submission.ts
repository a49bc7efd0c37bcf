import type { DevCenter } from "../../api/dev-center";
import type { SubmissionRecord } from "../../api/endpoints/submissions";
import { ApiError } from "../../api/errors/api-error";
import { submissionKind } from "../../kinds/submission";
import type { Context } from "../core/lifecycle";
import { isCommitted } from "./commit";
import { downloadLink } from "./downloads";

interface NewSubmission {
  readonly productId: string;
  readonly name: string;
  readonly type: string;
}

/**
 * Creates a submission. When the product has its initial submission already, and nobody has put a package into it, it
 * is taken over: there can be no other.
 */
export async function createOrAdopt(context: Context, wanted: NewSubmission): Promise<SubmissionRecord> {
  const { devCenter, isManaged } = context;
  const { productId, name, type } = wanted;
  try {
    return await devCenter.submissions.create(productId, { name, type });
  } catch (refusal) {
    const mayExist = refusal instanceof ApiError && refusal.says("RequestInvalidForCurrentState");
    if (!mayExist || type.toLowerCase() !== "initial") throw refusal;
    const existing = await findInitial(devCenter, productId);
    if (existing === undefined) throw refusal;
    if (isManaged({ kind: submissionKind.name, id: `${productId}/${existing.submissionId}` })) throw refusal;
    await refuseUnlessEmpty(context, existing, refusal);
    if (existing.name !== name)
      await devCenter.submissions.update(productId, existing.submissionId, { name });
    return { ...existing, name };
  }
}

async function findInitial(devCenter: DevCenter, productId: string): Promise<SubmissionRecord | undefined> {
  const rows = await devCenter.submissions.list(productId);
  const row = rows.find(({ type }) => type?.toLowerCase() === "initial");
  // Rows come without links.
  return row && devCenter.submissions.get(productId, row.submissionId);
}

async function refuseUnlessEmpty(
  { devCenter, signal }: Context,
  existing: SubmissionRecord,
  refusal: ApiError,
): Promise<void> {
  const id = `${existing.productId}/${existing.submissionId}`;
  const isPending = !isCommitted(existing.commitStatus);
  const link = downloadLink(existing, "initialPackage");
  const there = link === undefined ? undefined : await devCenter.uploaded(link, signal);
  if (isPending && !there?.size) return;
  throw new Error(
    [
      `The product has an initial submission already, ${id}, ${isPending ? "with a package in it" : `which is ${existing.commitStatus}`}. It can have no other.`,
      `To manage that one, give this resource the option { import: "${id}" }; for another package declare a Submission of type "derived", or a new Product where this one is an attestation, test-signed or extension product.`,
    ].join("\n"),
    { cause: refusal },
  );
}
