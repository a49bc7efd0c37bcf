import { z } from "zod";
import type { Client } from "./client";
import { parseJson } from "./json";
import { sharedList } from "./shared-list";
import { lowerFirstLetters, notOffered, reportingEnvelope, wireDate, wireId } from "./wire";

/** A template as the service shows it; its properties are not checked, for the service may add some. */
export interface ReportTemplateRecord {
  readonly templateId: string;
  readonly template: Readonly<Record<string, unknown>>;
  /** Only lists say. */
  readonly createdAt?: Date | undefined;
}

// The template comes as a JSON string inside the JSON.
const templateText = z.string().transform((text, context) => {
  try {
    return z.record(z.string(), z.unknown()).parse(lowerFirstLetters(parseJson(text)));
  } catch {
    context.addIssue({ code: "custom", message: "expected a template as a JSON string" });
    return z.NEVER;
  }
});
const record = z
  .looseObject({ templateId: wireId, template: templateText, createdDatetime: wireDate })
  .transform(
    ({ templateId, template, createdDatetime }): ReportTemplateRecord => ({
      templateId,
      template,
      createdAt: createdDatetime,
    }),
  );
const created = reportingEnvelope(z.looseObject({ templateId: wireId }));

const path = "/analytics/driver/reporttemplate";

/** Calls of `/analytics/driver/reporttemplate`. */
export function reportTemplates(client: Client) {
  const all = sharedList(() =>
    client.call({ verb: "GET", path, answer: reportingEnvelope(z.array(record)), advice: notOffered }),
  );
  return {
    /** Answers the new template's id. */
    async create(template: object): Promise<string> {
      const call = { verb: "POST", path, body: template, answer: created, advice: notOffered } as const;
      const { templateId } = await client.call(call).finally(all.forget);
      return templateId;
    },
    /** Replaces the whole template. */
    async edit(templateId: string, template: object): Promise<void> {
      const answer = created;
      const call = {
        verb: "POST",
        path: `${path}/${templateId}`,
        body: template,
        repeatable: true,
        answer,
      } as const;
      await client.call(call).finally(all.forget);
    },
    get: (templateId: string): Promise<ReportTemplateRecord> =>
      client.call({ verb: "GET", path: `${path}/${templateId}`, answer: reportingEnvelope(record) }),
    /** All of them, in one call for all who ask. */
    list: (): Promise<ReportTemplateRecord[]> => all.get(),
  };
}
