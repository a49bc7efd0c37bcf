import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { reportScheduleDetails, reportSchedules } from "../../../../provider/api/endpoints/report-schedules";

const path = "/analytics/driver/report";
const timing = { startTime: "2026-04-01T00:00:00Z", recurrenceInterval: 24, recurrence: 7 };
const definition = { templateId: "15", ...timing, callbackUrl: "https://example.com/hook" };
const changed = { status: 201, body: { data: { reportId: 1 }, errors: [] } };

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, schedules: reportSchedules(client) };
}

/** What the list makes of one row. */
async function readRow(row: object) {
  const whole = { reportId: 1, templateId: 15, schedule: JSON.stringify(timing), isActive: true, ...row };
  const [first] = await over({ status: 200, body: { data: [whole], errors: [] } }).schedules.listFresh();
  return first;
}

describe("the calls of report schedules", () => {
  it("create by POST, the callback beside the schedule, names in lower case", async () => {
    const { schedules, sent } = over(changed);
    await schedules.create(definition);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["POST", path]);
    assert.deepEqual(bodyOf(sent[0]), {
      templateId: 15,
      schedule: timing,
      callbackUrl: definition.callbackUrl,
    });
  });

  it("write a large templateId as a number with all its digits", async () => {
    const { schedules, sent } = over(changed);
    await schedules.create({ ...definition, templateId: "1152921504621465124" });
    assert.match(sent[0]?.text ?? "", /"templateId":1152921504621465124,/);
  });

  it("send no callback where there is none", async () => {
    const { schedules, sent } = over(changed);
    await schedules.create({ ...definition, callbackUrl: undefined });
    assert.deepEqual(bodyOf(sent[0]), { templateId: 15, schedule: timing });
  });

  it("answer the id of what was created", async () => {
    const body = '{"data":{"reportId":1152921504621465124},"errors":[]}';
    assert.equal(await over({ status: 201, body }).schedules.create(definition), "1152921504621465124");
  });

  it("refuse a response without the id of what was created", async () => {
    assert.equal(await over(changed).schedules.create(definition), "1");
    const failure = await failureOf(over({ status: 201, body: { data: {} } }).schedules.create(definition));
    assert.match(failure.message, /data\.reportId is not what the API documents/);
  });

  it("edit by POST of the whole schedule to its id", async () => {
    const { schedules, sent } = over(changed);
    await schedules.edit("1", definition);
    assert.deepEqual(
      [sent[0]?.path, bodyOf(sent[0])],
      [`${path}/1`, { templateId: 15, schedule: timing, callbackUrl: definition.callbackUrl }],
    );
  });

  for (const verb of ["pause", "resume"] as const) {
    it(`${verb} by POST without a body`, async () => {
      const { schedules, sent } = over(changed);
      await schedules[verb]("1");
      assert.deepEqual(
        [sent[0]?.verb, sent[0]?.path, sent[0]?.text],
        ["POST", `${path}/${verb}/1`, undefined],
      );
    });

    it(`repeat ${verb} after 500, for twice is as once`, async () => {
      const { schedules, sent } = over({ status: 500 }, changed);
      await schedules[verb]("1");
      assert.equal(sent.length, 2);
    });
  }

  it("do not repeat a creation after 500", async () => {
    const { schedules, sent } = over({ status: 500 }, changed);
    await failureOf(schedules.create(definition));
    assert.equal(sent.length, 1);
  });

  it("ask for the list again for who does not see the changes of others", async () => {
    const list = { status: 200, body: { data: [] } };
    const { schedules, sent } = over(list, list);
    await schedules.list();
    await schedules.listFresh();
    assert.equal(sent.length, 2);
  });

  it("ask for the list again after a pause", async () => {
    const list = { status: 200, body: { data: [] } };
    const { schedules, sent } = over(list, changed, list);
    await schedules.list();
    await schedules.pause("1");
    await schedules.list();
    assert.equal(sent.length, 3);
  });

  it("ask for the list again after a creation that failed, for it may have happened", async () => {
    const list = { status: 200, body: { data: [] } };
    const { schedules, sent } = over(list, { status: 500 }, list);
    await schedules.list();
    await failureOf(schedules.create(definition));
    await schedules.list();
    assert.equal(sent.length, 3);
  });

  for (const status of [404, 410]) {
    it(`say that the service does not offer them when the list answers ${status}`, async () => {
      assert.match((await failureOf(over({ status }).schedules.list())).message, /does not offer/);
    });
  }
});

describe("a row of the list of report schedules", () => {
  const expected = {
    reportId: "1",
    templateId: "15",
    ...timing,
    callbackUrl: undefined,
    isActive: true,
    createdAt: undefined,
    modifiedAt: undefined,
  };

  it("is read out of the JSON in the JSON", async () => {
    assert.deepEqual(await readRow({}), expected);
  });

  it("keeps every digit of its ids", async () => {
    const body = `{"data":[{"reportId":1152921504621465124,"templateId":1152921504621465125,"schedule":${JSON.stringify(
      JSON.stringify(timing),
    )},"isActive":false}]}`;
    const [row] = await over({ status: 200, body }).schedules.list();
    assert.deepEqual([row?.reportId, row?.templateId], ["1152921504621465124", "1152921504621465125"]);
  });

  it("is read when its schedule is written with capitals", async () => {
    const schedule = JSON.stringify({ StartTime: timing.startTime, RecurrenceInterval: 24, Recurrence: 7 });
    assert.deepEqual(await readRow({ schedule }), expected);
  });

  it("is read when its own names are written with capitals", async () => {
    const row = { ReportId: 1, TemplateId: 15, Schedule: JSON.stringify(timing), IsActive: true };
    const [first] = await over({ status: 201, body: { data: [row] } }).schedules.list();
    assert.deepEqual(first, expected);
  });

  it("is read when its numbers are written as texts", async () => {
    const schedule = JSON.stringify({ ...timing, recurrenceInterval: "24", recurrence: "7" });
    assert.deepEqual(await readRow({ schedule }), expected);
  });

  it("is read when its schedule is no text but an object", async () => {
    assert.deepEqual(await readRow({ schedule: timing }), expected);
  });

  it("is read when the text holds the whole request", async () => {
    const schedule = JSON.stringify({ templateId: 15, schedule: timing, callbackUrl: "https://a.example/" });
    assert.deepEqual(await readRow({ schedule }), { ...expected, callbackUrl: "https://a.example/" });
  });

  const callbackUrl = "https://a.example/hook";
  const places: [where: string, row: object][] = [
    ["beside the schedule", { callbackUrl }],
    ["beside the schedule as CallbackURL", { CallbackURL: callbackUrl }],
    ["inside the schedule", { schedule: JSON.stringify({ ...timing, callbackUrl }) }],
    [
      "inside the schedule as CallbackURL",
      { schedule: JSON.stringify({ ...timing, CallbackURL: callbackUrl }) },
    ],
  ];
  for (const [where, row] of places) {
    it(`has its callback ${where}`, async () => {
      assert.equal((await readRow(row))?.callbackUrl, callbackUrl);
    });
  }

  for (const nothing of [null, ""]) {
    it(`has no callback when that is ${JSON.stringify(nothing)}`, async () => {
      assert.equal((await readRow({ callbackUrl: nothing }))?.callbackUrl, undefined);
    });
  }

  it("is refused when its schedule is no JSON", async () => {
    assert.match(
      (await failureOf(readRow({ schedule: "soon" }))).message,
      /data\.0\.startTime is not what the API documents/,
    );
  });
});

describe("the details of a report schedule", () => {
  it("hold ids as numbers and times with their zone", async () => {
    const row = await readRow({
      schedule: { ...timing, startTime: "2026-04-01T00:00:00" },
      createdDatetime: "2026-03-01T00:00:00",
      modifiedDatetime: "2026-03-02T00:00:00",
    });
    assert.ok(row);
    assert.deepEqual(reportScheduleDetails(row), {
      reportId: 1,
      templateId: 15,
      ...timing,
      hasCallbackUrl: false,
      isActive: true,
      createdDatetime: "2026-03-01T00:00:00.000Z",
      modifiedDatetime: "2026-03-02T00:00:00.000Z",
    });
  });

  it("tell that there is a callback, and not where, for its URL may hold a key", async () => {
    const row = await readRow({ callbackUrl: "https://a.example/hush" });
    assert.ok(row);
    const details = reportScheduleDetails(row);
    assert.equal(details.hasCallbackUrl, true);
    assert.doesNotMatch(JSON.stringify(details), /hush|example/);
  });
});
