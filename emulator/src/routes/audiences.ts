import type { FastifyInstance } from "fastify";
import { notEmulated } from "../refusals";

/** The audiences a label can be restricted to: not emulated yet, under either of the documented names. */
export function addAudienceRoutes(app: FastifyInstance): void {
  for (const path of ["/audiences", "/audience"]) {
    app.get(path, ({ url }) => {
      throw notEmulated(url, "audiences");
    });
  }
}
