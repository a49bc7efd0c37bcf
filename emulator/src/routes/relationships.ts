import type { FastifyInstance } from "fastify";
import { hardwareRefusal } from "../http/refusals";
import type { Store } from "../store/store";
import { type WireServices, wireSubmission } from "./submissions";

interface BySource {
  Params: { publisherId: string; productId: string; submissionId: string };
}

function relatedSubmission(store: Store, { publisherId, productId, submissionId }: BySource["Params"]) {
  const related = store.list("submission").find((submission) => {
    const product = store.find("product", submission.productId);
    return (
      submission.sourceSubmissionId === submissionId &&
      product?.sourceProductId === productId &&
      product.sourcePublisherId === publisherId
    );
  });
  if (!related) throw hardwareRefusal(404, "EntityNotFound", "No submission found");
  return related;
}

/** From the ids of another publisher to those this account sees; the misspelling is the service's own. */
export function addRelationshipRoutes(app: FastifyInstance, services: WireServices): void {
  app.get<BySource>(
    "/sourcepubliherid/:publisherId/sourceproductid/:productId/sourcesubmissionid/:submissionId",
    ({ params }, reply) => reply.send(wireSubmission(services, relatedSubmission(services.store, params))),
  );
}
