import assert from "node:assert/strict";
import { SAMPLES } from "../../../../harness/sample-inputs";
import type { DevCenter } from "../../../../provider/api/dev-center";
import type { ReportScheduleRecord } from "../../../../provider/api/endpoints/report-schedules";
import type { Context, Values } from "../../../../provider/lifecycles/core/lifecycle";
import { reportSchedule } from "../../../../provider/lifecycles/report-schedule/report-schedule";
import { check } from "../../../../provider/model/check";
import { changedProperties, diff } from "../../../../provider/model/diff";

const sample = SAMPLES.ReportSchedule;

function failuresOf(change: object) {
  return check(reportSchedule, { ...sample, ...change }).failures;
}

describe("a report schedule in check", () => {
  const moments: [written: string, kept: string][] = [
    ["2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z"],
    ["2026-04-01", "2026-04-01T00:00:00Z"],
    ["2026-04-01T02:00:00+02:00", "2026-04-01T00:00:00Z"],
    ["2026-04-01T00:00:00.999Z", "2026-04-01T00:00:00Z"],
    ["2026-04-01T00:00", "2026-04-01T00:00:00Z"],
  ];
  for (const [written, kept] of moments) {
    it(`keeps ${written} as ${kept}`, () => {
      assert.equal(check(reportSchedule, { ...sample, startTime: written }).inputs.startTime, kept);
    });
  }

  it("keeps a templateId that comes as a text as a number", () => {
    assert.equal(check(reportSchedule, { ...sample, templateId: "15" }).inputs.templateId, 15);
  });

  const faults: [what: string, property: string, value: unknown, words: RegExp][] = [
    [
      "a moment that is none",
      "startTime",
      "next week",
      /^expected a date and time in ISO 8601.*got "next week"$/,
    ],
    [
      "an interval under 12 hours",
      "recurrenceInterval",
      11,
      /^expected a whole number of hours, 12 or more; got 11$/,
    ],
    ["no run at all", "recurrence", 0, /^expected a whole number of runs, 1 or more; got 0$/],
    [
      "a templateId that a number would round",
      "templateId",
      "1152921504621465124",
      /^expected the templateId/,
    ],
    ["a templateId of 0", "templateId", 0, /^expected the templateId/],
    ["a templateId that is no number", "templateId", "abc", /^expected the templateId.*got "abc"$/],
    ["paused as a text", "paused", "yes", /^expected true or false; got "yes"$/],
  ];
  for (const [what, property, value, words] of faults) {
    it(`refuses ${what}`, () => {
      const [failure] = failuresOf({ [property]: value });
      assert.equal(failure?.property, property);
      assert.match(failure?.reason ?? "", words);
    });
  }

  for (const callbackUrl of ["http://example.com/KEY", "KEY", 7, { key: "KEY" }]) {
    it(`refuses ${JSON.stringify(callbackUrl)} as callback without showing it`, () => {
      assert.deepEqual(failuresOf({ callbackUrl }), [
        { property: "", reason: "callbackUrl: expected an https URL; got a value that is not shown" },
      ]);
    });
  }

  for (const name of ["CallbackURL", "callbackurl", "callback", "webhook"]) {
    it(`does not show what stands under the wrong name ${name}, for it may be the callback`, () => {
      const [failure] = failuresOf({ [name]: "https://example.com/KEY" });
      assert.equal(failure?.property, "");
      assert.match(failure?.reason ?? "", new RegExp(`^${name}: expected no property of this name`));
      assert.doesNotMatch(failure?.reason ?? "", /KEY/);
    });
  }
});

describe("a report schedule in diff", () => {
  const compared = (change: object) =>
    diff(reportSchedule, "1", { ...sample, isActive: true }, { ...sample, ...change });

  for (const change of [
    {},
    { paused: undefined },
    { startTime: "2026-04-01T02:00:00+02:00" },
    { templateId: "15" },
  ]) {
    it(`takes ${JSON.stringify(change)} for no change`, () => {
      assert.deepEqual(compared(change), { changes: false });
    });
  }

  for (const change of [
    { startTime: "2026-04-02T00:00:00Z" },
    { templateId: 16 },
    { recurrenceInterval: 12 },
    { recurrence: 8 },
    { callbackUrl: undefined },
    { callbackUrl: "https://example.com/hooks/other" },
    { paused: true },
  ]) {
    it(`leaves ${JSON.stringify(change)} to be updated in place`, () => {
      assert.deepEqual(compared(change), {});
    });
  }

  it("sees by itself that a pause is still to be made", () => {
    const olds = { ...sample, paused: true, isActive: true };
    assert.deepEqual(diff(reportSchedule, "1", olds, { ...sample, paused: true }), { changes: true });
  });
});

/** Decisions alone: the calls are written down instead of sent. */
function over(rows: ReportScheduleRecord[] = [], failing?: string) {
  const calls: string[] = [];
  const call = (name: string) => async () => {
    calls.push(name);
    if (name === failing) throw new Error("refused");
    return "1";
  };
  const reportSchedules = {
    create: call("create"),
    edit: call("edit"),
    pause: call("pause"),
    resume: call("resume"),
    get: async (id: string) => rows.find(({ reportId }) => reportId === id),
    list: async () => rows,
  };
  const devCenter = { reportSchedules } as unknown as DevCenter;
  const clock = { now: () => new Date("2026-03-01T00:00:00Z"), wait: async () => undefined };
  const context: Context = {
    devCenter,
    clock,
    signal: new AbortController().signal,
    isManaged: () => false,
    log: () => undefined,
  };
  return { calls, context };
}

async function update(olds: Values, news: typeof sample | object) {
  const { calls, context } = over();
  const whole = { ...sample, ...news };
  const changed = changedProperties(reportSchedule, olds, whole);
  const outputs = await reportSchedule.update(context, { id: "1", olds, news: whole, changed });
  return { calls, outputs };
}

describe("a report schedule: which calls in which order", () => {
  it("is made by one call", async () => {
    const { calls, context } = over();
    await reportSchedule.create(context, sample);
    assert.deepEqual(calls, ["create"]);
  });

  it("is paused once it is made", async () => {
    const { calls, context } = over();
    const made = { id: "1", outputs: { isActive: true } };
    const outputs = await reportSchedule.complete?.(context, made, { ...sample, paused: true });
    assert.deepEqual({ calls, outputs }, { calls: ["pause"], outputs: { isActive: false } });
  });

  it("is left as it was made when it is not to be paused", async () => {
    const { calls, context } = over();
    await reportSchedule.complete?.(context, { id: "1", outputs: { isActive: true } }, sample);
    assert.deepEqual(calls, []);
  });

  const live = { ...sample, isActive: true };
  const updates: [what: string, olds: Values, news: object, calls: string[], isActive: boolean][] = [
    ["is edited for a new time", live, { recurrence: 8 }, ["edit"], true],
    ["is only paused for a pause", live, { paused: true }, ["pause"], false],
    ["is only resumed for a resume", { ...sample, paused: true, isActive: false }, {}, ["resume"], true],
    ["is edited before it is paused", live, { recurrence: 8, paused: true }, ["edit", "pause"], false],
    [
      "is edited before it is resumed",
      { ...sample, paused: true, isActive: false },
      { recurrence: 8 },
      ["edit", "resume"],
      true,
    ],
    [
      "is paused when that is all that is missing",
      { ...live, paused: true },
      { paused: true },
      ["pause"],
      false,
    ],
    [
      "stays paused without a call when it is edited",
      { ...sample, paused: true, isActive: false },
      { recurrence: 8, paused: true },
      ["edit"],
      false,
    ],
    [
      "is paused although its runs were over",
      { ...sample, isActive: false },
      { recurrence: 99, paused: true },
      ["edit", "pause"],
      false,
    ],
  ];
  for (const [what, olds, news, calls, isActive] of updates) {
    it(what, async () => {
      assert.deepEqual(await update(olds, news), { calls, outputs: { isActive } });
    });
  }

  it("is paused when it is deleted", async () => {
    const { calls, context } = over();
    await reportSchedule.delete(context, "1", sample);
    assert.deepEqual(calls, ["pause"]);
  });
});

describe("a report schedule: paused, or over", () => {
  const row: ReportScheduleRecord = { ...sample, templateId: "15", reportId: "1", isActive: false };

  it("counts as paused when it is inactive while runs are to come", async () => {
    const observed = await reportSchedule.read(over([row]).context, "1");
    assert.deepEqual([observed?.inputs.paused, observed?.notReported], [true, []]);
  });

  it("says nothing about a pause when it is inactive because all runs are over", async () => {
    const over2025 = { ...row, startTime: "2025-01-01T00:00:00Z" };
    assert.deepEqual((await reportSchedule.read(over([over2025]).context, "1"))?.notReported, ["paused"]);
  });

  it("is not there when the list does not name it", async () => {
    assert.equal(await reportSchedule.read(over([row]).context, "2"), undefined);
  });
});
