import { z } from "zod";
import type { Client } from "./client";
import { ApiError } from "./errors/api-error";
import { allPages } from "./pages";

const record = z
  .looseObject({
    id: z.string(),
    name: z.string().nullish(),
    description: z.string().nullish(),
    audienceName: z.string().nullish(),
  })
  .transform(({ id, name, description, audienceName }) => ({
    id,
    name: name ?? undefined,
    description: description ?? undefined,
    audienceName: audienceName ?? undefined,
  }));

/** A set of machines that labels can be restricted to. */
export type AudienceRecord = z.output<typeof record>;

/** Calls of `/my/hardware/audiences`. */
export function audiences(client: Client, apiVersion: string) {
  const path = `/${apiVersion}/my/hardware/audiences`;
  return {
    async list(): Promise<AudienceRecord[]> {
      try {
        return await allPages(client, path, record);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        // One page of the documentation writes it so.
        return allPages(client, path.slice(0, -1), record);
      }
    },
  };
}
