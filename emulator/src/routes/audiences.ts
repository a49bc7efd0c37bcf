import type { FastifyInstance } from "fastify";
import type { Emulation } from "../emulation";
import { linkTo } from "./paging";

/** The audiences a label can be restricted to, under either of the documented names. */
export function addAudienceRoutes(app: FastifyInstance, { store }: Emulation): void {
  for (const path of ["/audiences", "/audience"]) {
    app.get(path, (_request, reply) =>
      reply.send({ value: store.list("audience"), links: [linkTo("/audiences", "self")] }),
    );
  }
}
