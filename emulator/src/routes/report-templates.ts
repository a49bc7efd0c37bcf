import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";
import { renderJson, wireId } from "../http/json";
import { reportingRefusal, validReportingInput } from "../http/refusals";
import { checkReportTemplate } from "../rules/report-template-rules";
import type { ReportTemplate } from "../store/entities";
import type { Store } from "../store/store";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
}

interface ById {
  Params: { templateId: string };
}

/** A time as the reporting API writes it: UTC, without saying so. */
export function withoutZone(iso: string): string {
  return iso.replace(/Z$/, "");
}

function existing(store: Store, id: string): ReportTemplate {
  const template = store.find("reportTemplate", id);
  if (!template) throw reportingRefusal(400, "EntityNotFound", `Report template ${id} not found`);
  return template;
}

/** The report templates of the reporting API: create, edit, view, list. */
export function addReportTemplateRoutes(app: FastifyInstance, { store, clock }: Services): void {
  app.post("/", (request, reply) => {
    const template = validReportingInput(checkReportTemplate(request.body));
    const id = store.nextId("reportTemplate");
    const now = clock.now().toISOString();
    store.insert("reportTemplate", { id, template, createdAt: now, modifiedAt: now });
    return reply.status(201).send({ data: { templateId: wireId(id) }, errors: null });
  });

  app.post<ById>("/:templateId", (request, reply) => {
    const { id } = existing(store, request.params.templateId);
    const template = validReportingInput(checkReportTemplate(request.body));
    store.update("reportTemplate", id, { template, modifiedAt: clock.now().toISOString() });
    return reply.status(201).send({ data: { templateId: wireId(id) }, errors: [] });
  });

  app.get<ById>("/:templateId", (request, reply) => {
    const { id, template } = existing(store, request.params.templateId);
    return reply.send({ data: { templateId: wireId(id), template: renderJson(template) }, errors: [] });
  });

  app.get("/", (_request, reply) => {
    const data = store.list("reportTemplate").map(({ id, template, createdAt, modifiedAt }) => ({
      templateId: wireId(id),
      template: renderJson(template),
      createdDatetime: withoutZone(createdAt),
      modifiedDatetime: withoutZone(modifiedAt),
    }));
    return reply.send({ data, errors: [] });
  });
}
