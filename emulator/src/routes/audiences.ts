import type { FastifyInstance } from "fastify";
import { linkTo } from "../http/paging";
import type { Store } from "../store/store";

/** The audiences a label can be restricted to, under either of the documented names. */
export function addAudienceRoutes(app: FastifyInstance, { store }: { store: Store }): void {
  for (const path of ["/audiences", "/audience"]) {
    app.get(path, (_request, reply) =>
      reply.send({ value: store.list("audience"), links: [linkTo("/audiences", "self")] }),
    );
  }
}
