import { defaultsOf, namesWith } from "../../kinds/kind";
import { publisherMetadataKind } from "../../kinds/publisher-metadata";
import type { Context, Lifecycle } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import {
  describedBy,
  type InputsOf,
  productId,
  propertiesOf,
  type ShapesOf,
  submissionId,
  unwatched,
  wholeNumber,
} from "../core/shape";
import { submissionIds } from "../submission/committed-package";
import { metadataLink, waitForMetadataLink } from "../submission/driver-metadata";
import { retryUntilReady } from "../submission/retry-until-ready";

const shapes = {
  productId: productId(),
  submissionId: submissionId(),
  waitTimeoutMinutes: unwatched(wholeNumber(1, "minutes")),
} satisfies ShapesOf<typeof publisherMetadataKind>;

type PublisherMetadataInputs = InputsOf<typeof publisherMetadataKind, typeof shapes>;

function idsOf(id: string) {
  const [productId, submissionId] = submissionIds(id);
  return { productId, submissionId };
}

function timeoutOf(inputs: PublisherMetadataInputs): number {
  return inputs.waitTimeoutMinutes ?? defaultsOf(publisherMetadataKind).waitTimeoutMinutes;
}

async function finish(context: Context, id: string, isReady: boolean, inputs: PublisherMetadataInputs) {
  if (!isReady) await waitForMetadataLink(context, idsOf(id), timeoutOf(inputs));
  return { isReady: true };
}

/** PublisherMetadata: asked for where it is missing, and waited for; once there, it stays. */
export const publisherMetadata: Lifecycle<PublisherMetadataInputs> = {
  ...describedBy(publisherMetadataKind),
  properties: propertiesOf(publisherMetadataKind, shapes),
  isIncomplete: (outputs) => outputs.isReady === false,

  async read({ devCenter }, id, known = {}) {
    const { productId, submissionId } = idsOf(id);
    const record = await undefinedIfNotFound(() => devCenter.submissions.get(productId, submissionId));
    const isReady = record !== undefined && metadataLink(record) !== undefined;
    // One that was asked for and is still to come is there; nobody asked for any other.
    if (record === undefined || (!isReady && known.isReady !== false)) return undefined;
    return {
      inputs: { productId, submissionId },
      notReported: namesWith(publisherMetadataKind, "local"),
      outputs: { isReady },
    };
  },

  async create(context, inputs) {
    const { productId, submissionId } = inputs;
    const { submissions } = context.devCenter;
    const id = `${productId}/${submissionId}`;
    const isReady = metadataLink(await submissions.get(productId, submissionId)) !== undefined;
    if (isReady) return { id, outputs: { isReady } };
    await retryUntilReady(context, {
      productId,
      submissionId,
      step: "finalizeIngestion",
      timeoutMinutes: timeoutOf(inputs),
      ask: () => submissions.createPublisherMetadata(productId, submissionId),
    });
    return { id, outputs: { isReady: false } };
  },

  // To ask once more does no harm, so nothing has to be found after an answer that was lost.
  list: async () => [],

  complete: (context, { id, outputs }, inputs) => finish(context, id, outputs.isReady === true, inputs),
  update: (context, { id, olds, news }) => finish(context, id, olds.isReady === true, news),

  async delete({ log }, id) {
    log(
      `The publisher metadata of submission ${id} is no longer managed, but stays on Dev Center: there is nothing to delete.`,
    );
  },
};
