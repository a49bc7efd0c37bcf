import { setTimeout as wait } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { Client } from "undici";

/** A dynamic provider as it is usually written: an object whose methods use what the file imports. */

async function fetchToken(): Promise<string> {
  const { AZURE_AUTHORITY_HOST, AZURE_TENANT_ID } = process.env;
  const answer = await fetch(`${AZURE_AUTHORITY_HOST}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: process.env.AZURE_CLIENT_ID ?? "",
      client_secret: process.env.AZURE_CLIENT_SECRET ?? "",
      scope: "https://manage.devcenter.microsoft.com/.default",
    }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The `data` of the answer. Tries again when the service throttles, which not every such provider does. */
async function call(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
  const authorization = `Bearer ${await fetchToken()}`;
  const client = new Client(process.env.DEVCENTER_ENDPOINT ?? "");
  try {
    for (;;) {
      const answer = await client.request({
        method,
        path,
        headers: { authorization, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode < 300) return JSON.parse(text).data;
      if (answer.statusCode !== 429) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      // The clock of the service may run faster than ours, so that the bench need not last as long.
      await wait((Number(answer.headers["retry-after"]) * 1000) / Number(process.env.BENCH_CLOCK_SPEED));
    }
  } finally {
    await client.close();
  }
}

const templates = "/analytics/driver/reporttemplate";
const schedules = "/analytics/driver/report";

const templateProvider: pulumi.dynamic.ResourceProvider = {
  async create({ __provider, ...template }) {
    const { templateId } = (await call("POST", templates, template)) as { templateId: number };
    return { id: String(templateId), outs: template };
  },
  async read(id) {
    const { template } = (await call("GET", `${templates}/${id}`)) as { template: string };
    return { id, props: JSON.parse(template) };
  },
  async update(id, _, { __provider, ...template }) {
    await call("POST", `${templates}/${id}`, template);
    return { outs: template };
  },
};

const scheduleProvider: pulumi.dynamic.ResourceProvider = {
  async create({ __provider, templateId, ...schedule }) {
    const { reportId } = (await call("POST", schedules, { templateId, schedule })) as { reportId: number };
    return { id: String(reportId), outs: { templateId, ...schedule } };
  },
  async read(id) {
    const rows = (await call("GET", schedules)) as {
      reportId: number;
      templateId: number;
      schedule: string;
    }[];
    const row = rows.find(({ reportId }) => String(reportId) === id);
    if (row === undefined) throw new Error(`there is no schedule ${id}`);
    return { id, props: { templateId: row.templateId, ...JSON.parse(row.schedule) } };
  },
  async update(id, _, { __provider, templateId, ...schedule }) {
    await call("POST", `${schedules}/${id}`, { templateId, schedule });
    return { outs: { templateId, ...schedule } };
  },
  async delete(id) {
    await call("POST", `${schedules}/pause/${id}`);
  },
};

export class ReportTemplate extends pulumi.dynamic.Resource {
  constructor(name: string, args: Record<string, unknown>) {
    super(templateProvider, name, args);
  }
}

export class ReportSchedule extends pulumi.dynamic.Resource {
  constructor(name: string, args: Record<string, unknown>) {
    super(scheduleProvider, name, args);
  }
}
