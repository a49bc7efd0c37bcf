import type { FastifyInstance } from "fastify";
import type { Emulation } from "../emulation";
import { notEmulated } from "../refusals";
import { pageOf } from "./paging";
import { type BySubmission, existingSubmission } from "./submissions";

/** The shipping labels of a submission: so far there are none, and none can be made. */
export function addShippingLabelRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.get<BySubmission>("/", ({ params }, reply) => {
    const { product, submission } = existingSubmission(emulation, params);
    const path = `/products/${product.id}/submissions/${submission.id}/shippingLabels`;
    return reply.send(pageOf([], path, {}));
  });
  app.all<BySubmission>("/*", ({ params, url }) => {
    existingSubmission(emulation, params);
    throw notEmulated(url, "shipping labels");
  });
  app.post<BySubmission>("/", ({ params, url }) => {
    existingSubmission(emulation, params);
    throw notEmulated(url, "shipping labels");
  });
}
