import type { FastifyInstance } from "fastify";
import { notEmulated } from "../refusals";

/** The downloads of crash dumps: not emulated yet. */
export function addCabRoutes(app: FastifyInstance): void {
  for (const path of ["driver/cabdownload", "hardware/cabdownload", "driver/cabdownloadbatch"]) {
    app.get(`/${path}`, ({ url }) => {
      throw notEmulated(url, "cab downloads");
    });
  }
}
