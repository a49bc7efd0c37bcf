import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { reportTemplateDetails, reportTemplates } from "../../../../provider/api/endpoints/report-templates";

const path = "/analytics/driver/reporttemplate";
const template = { view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Yesterday" } };
const created = { status: 201, body: { data: { templateId: 15 }, errors: null } };

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, templates: reportTemplates(client) };
}

describe("the calls of report templates", () => {
  it("create by POST of the template", async () => {
    const { templates, sent } = over(created);
    await templates.create(template);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])], ["POST", path, template]);
  });

  it("answer the id of what was created", async () => {
    assert.equal(await over(created).templates.create(template), "15");
  });

  it("keep every digit of a large id", async () => {
    const body = '{"data":{"templateId":1152921504621465124},"errors":null}';
    assert.equal(await over({ status: 201, body }).templates.create(template), "1152921504621465124");
  });

  it("take an id that was written as a text", async () => {
    assert.equal(
      await over({ status: 201, body: { data: { templateId: "15" } } }).templates.create(template),
      "15",
    );
  });

  it("edit by POST of the whole template to its id", async () => {
    const { templates, sent } = over(created);
    await templates.edit("15", template);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])], ["POST", `${path}/15`, template]);
  });

  it("repeat an edit after 500, for twice is as once", async () => {
    const { templates, sent } = over({ status: 500 }, created);
    await templates.edit("15", template);
    assert.equal(sent.length, 2);
  });

  it("do not repeat a creation after 500", async () => {
    const { templates, sent } = over({ status: 500 }, created);
    await failureOf(templates.create(template));
    assert.equal(sent.length, 1);
  });

  it("read one out of the JSON in the JSON", async () => {
    const body = { data: { templateId: 15, template: JSON.stringify(template) }, errors: null };
    assert.deepEqual(await over({ status: 200, body }).templates.get("15"), {
      templateId: "15",
      template,
      createdAt: undefined,
      modifiedAt: undefined,
    });
  });

  it("read names that begin with a capital", async () => {
    const text = JSON.stringify({
      View: "OEMDriver",
      DateRange: { ReportPeriod: "Yesterday" },
      Condition: { And: [{ Attribute: "EventType", Operator: "eq", Value: "Kernel" }] },
    });
    const body = { data: { templateId: 15, template: text } };
    assert.deepEqual((await over({ status: 200, body }).templates.get("15")).template, {
      view: "OEMDriver",
      dateRange: { reportPeriod: "Yesterday" },
      condition: { and: [{ attribute: "EventType", operator: "eq", value: "Kernel" }] },
    });
  });

  it("refuse a template that is nested without end, as they do any answer", async () => {
    const nested = (depth: number) => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;
    for (const depth of [251, 2_000]) {
      const body = { data: { templateId: 15, template: nested(depth) } };
      const error = await failureOf(over({ status: 200, body }).templates.get("15"));
      assert.match(error.message, /data\.template is not what the API documents/);
    }
    const body = { data: { templateId: 15, template: nested(250) } };
    assert.ok((await over({ status: 200, body }).templates.get("15")).template.a);
  });

  it("refuse a template that is no JSON", async () => {
    const body = { data: { templateId: 15, template: "{view:" } };
    const error = await failureOf(over({ status: 200, body }).templates.get("15"));
    assert.match(
      error.message,
      /data\.template is not what the API documents: expected a template as a JSON string/,
    );
  });

  it("read the list, 201 as well as 200, with properties nobody has heard of", async () => {
    const row = {
      templateId: 15,
      template: JSON.stringify(template),
      createdDatetime: "2018-08-01T00:00:00",
      x: 1,
    };
    const { templates } = over({ status: 201, body: { data: [row], errors: [] } });
    const [first] = await templates.list();
    assert.deepEqual([first?.templateId, first?.template], ["15", template]);
  });

  it("ask for the list once for all who want it", async () => {
    const { templates, sent } = over({ status: 200, body: { data: [] } });
    await Promise.all([templates.list(), templates.list(), templates.list()]);
    assert.equal(sent.length, 1);
  });

  it("ask for the list again for who does not see the changes of others", async () => {
    const list = { status: 200, body: { data: [] } };
    const { templates, sent } = over(list, list);
    await templates.list();
    await templates.listFresh();
    assert.equal(sent.length, 2);
  });

  it("ask for the list again after a change", async () => {
    const list = { status: 200, body: { data: [] } };
    const { templates, sent } = over(list, created, list);
    await templates.list();
    await templates.edit("15", template);
    await templates.list();
    assert.equal(sent.length, 3);
  });

  it("ask for the list again after a failure", async () => {
    const { templates, sent } = over({ status: 403 }, { status: 200, body: { data: [] } });
    await failureOf(templates.list());
    await templates.list();
    assert.equal(sent.length, 2);
  });

  for (const status of [404, 410]) {
    it(`say that the service does not offer them when the list answers ${status}`, async () => {
      const error = await failureOf(over({ status }).templates.list());
      assert.match(error.message, /does not offer the driver-failure reporting API/);
    });

    it(`say that the service does not offer them when a creation answers ${status}`, async () => {
      const error = await failureOf(over({ status }).templates.create(template));
      assert.match(error.message, /does not offer the driver-failure reporting API/);
    });
  }
});

describe("the details of a report template", () => {
  it("hold the id as a number, the template as an object and the times with their zone", async () => {
    const row = {
      templateId: 15,
      template: JSON.stringify(template),
      createdDatetime: "2018-08-01T00:00:00",
      modifiedDatetime: "2018-08-02T00:00:00",
    };
    const [first] = await over({ status: 200, body: { data: [row] } }).templates.list();
    assert.ok(first);
    assert.deepEqual(reportTemplateDetails(first), {
      templateId: 15,
      template,
      createdDatetime: "2018-08-01T00:00:00.000Z",
      modifiedDatetime: "2018-08-02T00:00:00.000Z",
    });
  });

  it("leave out what this version does not know, for it could be a link", () => {
    const record = { templateId: "15", template: { ...template, sample: "https://a.example/?sig=hush" } };
    assert.deepEqual(reportTemplateDetails(record).template, template);
  });
});
