import { defaultsOf, namesWith } from "../../kinds/kind";
import { publisherMetadataKind } from "../../kinds/publisher-metadata";
import type { Context, Lifecycle } from "../core/lifecycle";
import { unlessGone } from "../core/not-found";
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
import { askWhenReady } from "../submission/retry-until-ready";

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
  unfinished: (outputs) => outputs.isReady === false,

  async read({ devCenter }, id, known = {}) {
    const { productId, submissionId } = idsOf(id);
    const record = await unlessGone(() => devCenter.submissions.get(productId, submissionId));
    const isReady = record !== undefined && metadataLink(record) !== undefined;
    // One that was asked for and is still to come is there; nobody asked for any other.
    if (record === undefined || (!isReady && known.isReady !== false)) return undefined;
    return {
      declarable: { productId, submissionId },
      untold: namesWith(publisherMetadataKind, "local"),
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
