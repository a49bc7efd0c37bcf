import { z } from "zod";
import { ApiError } from "../errors/api-error";
import type { Client } from "../http/client";
import { allPages, type OnUnreadable } from "../http/pagination";
import { wireText } from "../http/wire";
import { presentable } from "../text/service-text";

const record = z
  .looseObject({
    id: wireText.pipe(z.string("expected an id")),
    name: wireText,
    description: wireText,
    audienceName: wireText,
  })
  .transform(({ id, name, description, audienceName }) =>
    presentable({ id, name, description, audienceName }),
  );

/** A set of machines that labels can be restricted to. */
export type AudienceRecord = z.output<typeof record>;

/** Calls of `/my/hardware/audiences`. */
export function audiences(client: Client, apiVersion: string) {
  const path = `/${apiVersion}/my/hardware/audiences`;
  return {
    async list(onUnreadable?: OnUnreadable): Promise<AudienceRecord[]> {
      try {
        return await allPages(client, path, record, onUnreadable);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        // One page of the documentation writes it so.
        return allPages(client, path.slice(0, -1), record, onUnreadable);
      }
    },
  };
}
