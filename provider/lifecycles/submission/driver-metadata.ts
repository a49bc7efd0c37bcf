import type { DriverMetadataRecord } from "../../api/endpoints/driver-metadata";
import type { SubmissionRecord } from "../../api/endpoints/submissions";
import type { Context } from "../core/lifecycle";
import { logChanges, pollUntil } from "../core/polling";
import { downloadLink } from "./downloads";
import { describeStatus, statusAt, submissionFailure } from "./retry-until-ready";

interface SubmissionIds {
  readonly productId: string;
  readonly submissionId: string;
}

/** The link to a submission's driver metadata, which expires; undefined while there is none. */
export function metadataLink(record: SubmissionRecord): string | undefined {
  return downloadLink(record, "driverMetadata");
}

/** A submission's driver metadata as it is now. */
export async function findMetadata(
  { devCenter }: Context,
  { productId, submissionId }: SubmissionIds,
): Promise<DriverMetadataRecord | undefined> {
  const current = async () => metadataLink(await devCenter.submissions.get(productId, submissionId));
  const first = await current();
  return first === undefined ? undefined : devCenter.readDriverMetadata(linksFrom(first, current));
}

/** The link that is known, then one that is valid when the known one is not any more. */
function linksFrom(first: string, current: () => Promise<string | undefined>): () => Promise<string> {
  let known: string | undefined = first;
  return async () => {
    const link = known ?? (await current());
    known = undefined;
    if (link === undefined) throw new Error("Dev Center gives no link to the driver metadata any more.");
    return link;
  };
}

/** Waits until a submission's driver metadata can be had: that may come hours after its signature. */
export async function waitForMetadata(
  context: Context,
  ids: SubmissionIds,
  timeoutMinutes: number,
): Promise<DriverMetadataRecord> {
  const { devCenter } = context;
  const first = await waitForMetadataLink(context, ids, timeoutMinutes);
  const current = async () => metadataLink(await devCenter.submissions.get(ids.productId, ids.submissionId));
  return devCenter.readDriverMetadata(linksFrom(first, current));
}

/** Waits until there is a link to it. */
export async function waitForMetadataLink(
  context: Context,
  { productId, submissionId }: SubmissionIds,
  timeoutMinutes: number,
): Promise<string> {
  const tell = logChanges(context);
  let latest = "";
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
      const record = await context.devCenter.submissions.get(productId, submissionId);
      const link = metadataLink(record);
      if (link !== undefined) return link;
      if (statusAt(record, "finalizeIngestion") === "failed") throw submissionFailure(record);
      latest = describeStatus(record);
      tell(`Waiting for driver metadata: ${latest}.`);
      return undefined;
    },
    whenTimeIsUp: () =>
      `The ${latest}; it has no driver metadata after ${timeoutMinutes} minutes (waitTimeoutMinutes). Dev Center goes on with it: run pulumi up again later. A submission that was shared gets none unless a PublisherMetadata asks for it.`,
  });
}
