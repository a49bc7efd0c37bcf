import { unlessGone } from "./gone";
import type { Context, Lifecycle, Values } from "./lifecycle";
import { decimalId, oursAmong, property, wholeNumber, working } from "./shape";
import { metadataLink, waitForMetadataLink } from "./submission-metadata";
import { askWhenReady } from "./submission-readiness";

/** Checked inputs of a PublisherMetadata. */
interface PublisherMetadataInputs extends Values {
  readonly productId: string;
  readonly submissionId: string;
  readonly waitTimeoutMinutes?: number;
}

const properties = {
  productId: property(
    decimalId("the productId of a product in decimal digits, such as 14631253285588838"),
    "replace",
    { required: true },
  ),
  submissionId: property(
    decimalId("the submissionId of a submission in decimal digits, such as 1152921504621465124"),
    "replace",
    { required: true },
  ),
  waitTimeoutMinutes: working(wholeNumber(1, "minutes")),
} satisfies Lifecycle["properties"];

function idsOf(id: string) {
  const [productId = "", submissionId = ""] = id.split("/");
  return { productId, submissionId };
}

function timeoutOf({ waitTimeoutMinutes = 240 }: PublisherMetadataInputs): number {
  return waitTimeoutMinutes;
}

async function finish(context: Context, id: string, isReady: boolean, inputs: PublisherMetadataInputs) {
  if (!isReady) await waitForMetadataLink(context, idsOf(id), timeoutOf(inputs));
  return { isReady: true };
}

/** PublisherMetadata: asked for where it is missing, and waited for; once there, it stays. */
export const publisherMetadata: Lifecycle<PublisherMetadataInputs> = {
  noun: "publisher metadata",
  properties,
  idForm: { pattern: /^[1-9]\d*\/[1-9]\d*$/, example: "14631253285588838/1152921504621465124" },
  unfinished: (outputs) => outputs.isReady === false,

  async read({ devCenter }, id, known = {}) {
    const { productId, submissionId } = idsOf(id);
    const record = await unlessGone(() => devCenter.submissions.get(productId, submissionId));
    const isReady = record !== undefined && metadataLink(record) !== undefined;
    // One that was asked for and is still to come is there; nobody asked for any other.
    if (record === undefined || (!isReady && known.isReady !== false)) return undefined;
    return {
      declarable: { productId, submissionId },
      untold: oursAmong(properties),
      computed: { isReady },
    };
  },

  async make(context, inputs) {
    const { productId, submissionId } = inputs;
    const { submissions } = context.devCenter;
    const id = `${productId}/${submissionId}`;
    const isReady = metadataLink(await submissions.get(productId, submissionId)) !== undefined;
    if (isReady) return { id, computed: { isReady } };
    await askWhenReady(context, {
      productId,
      submissionId,
      step: "finalizeIngestion",
      timeoutMinutes: timeoutOf(inputs),
      ask: () => submissions.createPublisherMetadata(productId, submissionId),
    });
    return { id, computed: { isReady: false } };
  },

  // To ask once more does no harm, so nothing has to be found after an answer that was lost.
  list: async () => [],

  complete: (context, { id, computed }, inputs) => finish(context, id, computed.isReady === true, inputs),
  update: (context, { id, olds, news }) => finish(context, id, olds.isReady === true, news),

  async delete({ say }, id) {
    say(
      `The publisher metadata of submission ${id} is no longer managed, but stays on Dev Center: there is nothing to delete.`,
    );
  },
};
