import { z } from "zod";
import type { Client } from "../http/client";
import { parseText } from "../http/decode";
import { createListCache, requireAllReadable } from "../http/list-cache";
import { lowerFirstLetters, notOffered, reportingEnvelope, rowsOf, wireDate, wireId } from "../http/wire";
import { presentable } from "../text/service-text";

/** A template as the service shows it; its properties are not checked, for the service may add some. */
export interface ReportTemplateRecord {
  readonly templateId: string;
  readonly template: Readonly<Record<string, unknown>>;
  /** Only lists say. */
  readonly createdAt?: Date | undefined;
  /** Only lists say. */
  readonly modifiedAt?: Date | undefined;
}

/** A template as programs show it. */
export interface ReportTemplateDetails {
  /** The id by which schedules name it. */
  readonly templateId: number;
  /** What it asks for. */
  readonly template: Readonly<Record<string, unknown>>;
  /** When it was created: ISO 8601, UTC; only where the service tells it. */
  readonly createdDatetime?: string;
  /** When it was last edited: ISO 8601, UTC; only where the service tells it. */
  readonly modifiedDatetime?: string;
}

const shown = ["view", "projection", "dateRange", "condition", "aggregation", "orderby", "limit"];

/** What of a record may be shown. Properties that this version does not know stay out, for they could be links. */
export function reportTemplateDetails(record: ReportTemplateRecord): ReportTemplateDetails {
  const known = Object.entries(record.template).filter(([name]) => shown.includes(name));
  return presentable({
    templateId: Number(record.templateId),
    template: Object.fromEntries(known),
    createdDatetime: record.createdAt?.toISOString(),
    modifiedDatetime: record.modifiedAt?.toISOString(),
  });
}

// The template comes as a JSON string inside the JSON.
const templateText = z.unknown().transform((given, context) => {
  try {
    const template = typeof given === "string" ? parseText(given.replace(/^\uFEFF/, "")) : given;
    return z.record(z.string(), z.unknown()).parse(lowerFirstLetters(template));
  } catch {
    context.addIssue({ code: "custom", message: "expected a template as a JSON string" });
    return z.NEVER;
  }
});
const record = z
  .looseObject({
    templateId: wireId,
    template: templateText,
    createdDatetime: wireDate,
    modifiedDatetime: wireDate,
  })
  .transform(
    ({ templateId, template, createdDatetime, modifiedDatetime }): ReportTemplateRecord => ({
      templateId,
      template,
      createdAt: createdDatetime,
      modifiedAt: modifiedDatetime,
    }),
  );
const created = reportingEnvelope(z.looseObject({ templateId: wireId }));

const path = "/analytics/driver/reporttemplate";

/** Calls of `/analytics/driver/reporttemplate`. */
export function reportTemplates(client: Client) {
  const listing = { verb: "GET", path, meaning: notOffered } as const;
  const all = createListCache(() =>
    client.call({ ...listing, responseSchema: reportingEnvelope(rowsOf(record)) }),
  );
  const listFresh = (): Promise<ReportTemplateRecord[]> =>
    client.call({ ...listing, responseSchema: reportingEnvelope(z.array(record)) });
  return {
    /** Answers the new template's id. */
    async create(template: object): Promise<string> {
      const call = {
        verb: "POST",
        path,
        body: template,
        responseSchema: created,
        meaning: notOffered,
      } as const;
      const { templateId } = await client.call(call).finally(all.forget);
      return templateId;
    },
    /** Replaces the whole template. */
    async edit(templateId: string, template: object): Promise<void> {
      const call = {
        verb: "POST",
        path: `${path}/${templateId}`,
        body: template,
        idempotent: true,
        responseSchema: created,
      } as const;
      await client.call(call).finally(all.forget);
    },
    get: (templateId: string): Promise<ReportTemplateRecord> =>
      client.call({ verb: "GET", path: `${path}/${templateId}`, responseSchema: reportingEnvelope(record) }),
    /** As the list shows it, which is one call for all who ask. Undefined: it does not, or not so that it can be read. */
    listed: async (templateId: string): Promise<ReportTemplateRecord | undefined> =>
      (await all.get()).readable.find((row) => row.templateId === templateId),
    /** All of them, in one call for all who ask. */
    list: () => requireAllReadable(all, listFresh),
    /** All of them as they are now, for who does not see the changes that others make meanwhile. */
    listFresh,
  };
}
