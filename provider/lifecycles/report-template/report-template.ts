import { reportTemplateKind } from "../../kinds/report-template";
import type { Context, Lifecycle, Observed } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import { describedBy, propertiesOf } from "../core/shape";
import { templateRules } from "./rules";
import { shapes } from "./schema";

async function read({ devCenter }: Context, id: string): Promise<Observed | undefined> {
  // The list first: it serves every template of the run, and when the whole family of endpoints is gone it fails
  // loudly, where the template's own 404 would read as "deleted".
  const listed = await devCenter.reportTemplates.listed(id);
  if (listed !== undefined) return { inputs: listed.template, outputs: {} };
  const record = await undefinedIfNotFound(() => devCenter.reportTemplates.get(id));
  return record && { inputs: record.template, outputs: {} };
}

/** ReportTemplate: every change is an edit in place of the whole template; the service cannot delete one. */
export const reportTemplate: Lifecycle = {
  ...describedBy(reportTemplateKind),
  properties: propertiesOf(reportTemplateKind, shapes),
  rules: templateRules,
  read,
  async create({ devCenter }, inputs) {
    return { id: await devCenter.reportTemplates.create(inputs), outputs: {} };
  },
  async list({ devCenter: { reportTemplates } }, _inputs, isAfresh) {
    const rows = await (isAfresh ? reportTemplates.listFresh() : reportTemplates.list());
    return rows.map(({ templateId: id, template, createdAt }) => ({
      id,
      inputs: template,
      outputs: {},
      createdAt,
    }));
  },
  async enumerate(context) {
    return { found: await reportTemplate.list(context, {}) };
  },
  async update({ devCenter }, { id, news }) {
    await devCenter.reportTemplates.edit(id, news);
    return {};
  },
  async delete({ log }, id) {
    log(
      `Report template ${id} is no longer managed, but stays on Dev Center: the service cannot delete templates.`,
    );
  },
};
