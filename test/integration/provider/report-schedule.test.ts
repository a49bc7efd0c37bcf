import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  NOW,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { SAMPLES } from "../../../harness/sample-inputs";

const list = "GET /analytics/driver/report";

describe("a report schedule on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  let templateId: number;
  let inputs: Record<string, unknown>;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator);
  });
  after(async () => {
    await provider.close();
    await emulator.close();
  });
  beforeEach(async () => {
    templateId = Number((await provider.handlers("ReportTemplate").create(inputsOf("ReportTemplate"))).id);
    inputs = inputsOf("ReportSchedule", { templateId });
  });
  afterEach(() => emulator.reset());

  const handlers = () => provider.handlers("ReportSchedule");
  const stored = () => emulator.state().entities.reportSchedule[0];
  const refusePause = () =>
    emulator.fail({
      match: { path: "/analytics/driver/report/pause/" },
      action: {
        respond: { status: 403, body: { data: null, errors: [{ Code: "Forbidden", Message: "No." }] } },
      },
    });

  it("is created as it is declared", async () => {
    await handlers().create(inputs);
    const { startTime, recurrenceInterval, recurrence, callbackUrl } = SAMPLES.ReportSchedule;
    const { schedule, callbackUrl: callback, templateId: of } = stored() ?? assert.fail();
    assert.deepEqual(
      { schedule, callback, of },
      {
        schedule: { startTime, recurrenceInterval, recurrence },
        callback: callbackUrl,
        of: String(templateId),
      },
    );
  });

  it("is active once it is created", async () => {
    assert.deepEqual((await handlers().create(inputs)).outs, { ...inputs, isActive: true });
  });

  it("is paused at once where it is declared so", async () => {
    const { outs } = await handlers().create({ ...inputs, paused: true });
    assert.equal(outs?.isActive, false);
    assert.deepEqual(stored()?.pauses, [{ from: NOW }]);
  });

  it("reads the same after it was created", async () => {
    const { id, outs } = await handlers().create(inputs);
    assert.deepEqual(await handlers().read(id, outs), { id, inputs, props: outs });
  });

  it("reads as paused with the inputs of a paused one", async () => {
    const paused = { ...inputs, paused: true };
    const { id, outs } = await handlers().create(paused);
    assert.deepEqual(await handlers().read(id, outs), {
      id,
      inputs: paused,
      props: { ...paused, isActive: false },
    });
  });

  describe("half made: created, but not paused", () => {
    const half = () => handlerFailure(handlers().create({ ...inputs, paused: true }));
    beforeEach(refusePause);

    it("keeps its id", async () => {
      assert.equal((await half()).id, stored()?.id);
    });

    it("keeps its properties, with the text that leads back to us", async () => {
      assert.deepEqual((await half()).properties, { ...inputs, paused: true, isActive: true });
    });

    it("says what is missing, why, and what to do", async () => {
      const { reasons } = await half();
      assert.match(
        reasons?.[0] ?? "",
        /was created, but is not finished\.\nIt is scheduled, but could not be paused\./,
      );
      assert.match(
        reasons?.[0] ?? "",
        /with 403 Forbidden: No\..*Run pulumi up again: it goes on from here\./s,
      );
    });

    it("shows by itself that there is something to do", async () => {
      const { id = "", properties = {} } = await half();
      const difference = await handlers().diff(id, properties, { ...inputs, paused: true });
      assert.deepEqual(difference, { changes: true });
    });

    it("is paused by the next update, and by nothing else", async () => {
      const { id = "", properties = {} } = await half();
      const { outs } = await handlers().update(id, properties, { ...inputs, paused: true });
      assert.equal(outs?.isActive, false);
      assert.deepEqual(requestsOf(emulator, /report\/(?!pause)\d/), []);
    });

    it("shows as not paused after a refresh", async () => {
      const { id = "", properties = {} } = await half();
      assert.equal((await handlers().read(id, properties)).inputs?.paused, false);
    });
  });

  const changes: [name: string, value: unknown][] = [
    ["startTime", "2026-05-01T00:00:00Z"],
    ["recurrenceInterval", 12],
    ["recurrence", 9],
  ];
  for (const [name, value] of changes) {
    it(`is edited in place when ${name} changes`, async () => {
      const { id, outs } = await handlers().create(inputs);
      await handlers().update(id, outs ?? {}, { ...inputs, [name]: value });
      const { schedule } = stored() ?? assert.fail("there is no schedule");
      assert.equal(Object.entries(schedule).find(([key]) => key === name)?.[1], value);
    });

    it(`shows when another person changed its ${name}`, async () => {
      const { id, outs } = await handlers().create(inputs);
      const schedule = { ...(stored()?.schedule ?? assert.fail()), [name]: value };
      emulator.edit("reportSchedule", id, { schedule });
      assert.deepEqual((await handlers().read(id, outs)).inputs, { ...inputs, [name]: value });
    });
  }

  it("shows when another person changed its callback", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("reportSchedule", id, { callbackUrl: "https://elsewhere.example/" });
    assert.equal((await handlers().read(id, outs)).inputs?.callbackUrl, "https://elsewhere.example/");
  });

  it("shows when another person took its callback away", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("reportSchedule", id, { callbackUrl: undefined });
    assert.equal("callbackUrl" in ((await handlers().read(id, outs)).inputs ?? {}), false);
  });

  it("shows when another person gave it another template", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("reportSchedule", id, { templateId: "99" });
    assert.equal((await handlers().read(id, outs)).inputs?.templateId, 99);
  });

  it("shows when another person paused it", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("reportSchedule", id, { pauses: [{ from: NOW }] });
    assert.deepEqual((await handlers().read(id, outs)).props, { ...inputs, paused: true, isActive: false });
  });

  it("is not taken for paused when all its runs are over", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.clock.advance(365 * 24 * 3_600_000);
    assert.deepEqual((await handlers().read(id, outs)).props, { ...inputs, isActive: false });
  });

  it("loses its callback when that is no longer declared", async () => {
    const { id, outs } = await handlers().create(inputs);
    const { callbackUrl: _, ...without } = inputs;
    await handlers().update(id, outs ?? {}, without);
    assert.equal(stored()?.callbackUrl, undefined);
  });

  it("is resumed when it is no longer paused", async () => {
    const { id, outs } = await handlers().create({ ...inputs, paused: true });
    assert.equal((await handlers().update(id, outs ?? {}, inputs)).outs?.isActive, true);
    assert.deepEqual(stored()?.pauses, [{ from: NOW, to: NOW }]);
  });

  it("is active again when an edit gives it new runs", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.clock.advance(365 * 24 * 3_600_000);
    const { props } = await handlers().read(id, outs);
    const { outs: after } = await handlers().update(id, props ?? {}, { ...inputs, recurrence: 1000 });
    assert.equal(after?.isActive, true);
  });

  it("is paused when it is deleted, and reports it", async () => {
    const { id } = await handlers().create(inputs);
    await handlers().delete(id, inputs);
    assert.deepEqual(stored()?.pauses, [{ from: NOW }]);
    assert.match(
      provider.said.at(-1) ?? "",
      new RegExp(`^Report schedule ${id} is paused and no longer managed`),
    );
  });

  it("may be gone already when it is deleted", async () => {
    const { id } = await handlers().create(inputs);
    emulator.remove("reportSchedule", id);
    await assert.doesNotReject(handlers().delete(id, inputs));
  });

  it("is read with forty-nine others by one call", async () => {
    const { id, outs } = await handlers().create(inputs);
    await Promise.all(Array.from({ length: 50 }, () => handlers().read(id, outs)));
    assert.equal(requestsOf(emulator, list).length, 1);
  });

  it("is created exactly once among fifty at the same time", async () => {
    await Promise.all(Array.from({ length: 50 }, () => handlers().create(inputs)));
    assert.equal(emulator.state().entities.reportSchedule.length, 50);
  });

  it("is adopted as it stands", async () => {
    const { id } = await handlers().create(inputs);
    const adopted = await handlers().create({
      ...inputs,
      startTime: "2026-04-01T02:00:00+02:00",
      adoptId: id,
    });
    assert.deepEqual([adopted.id, adopted.outs?.isActive], [id, true]);
  });

  it("is not adopted where it differs, and does not show its callback", async () => {
    const { id } = await handlers().create(inputs);
    const wrong = {
      ...inputs,
      adoptId: id,
      recurrence: 8,
      callbackUrl: "https://example.com/hooks/KEY-OF-ANOTHER",
    };
    const { message } = await handlerFailure(handlers().create(wrong));
    assert.match(message, /\n {2}recurrence: the program has 8, Dev Center has 7\n {2}callbackUrl: differs/);
    assert.doesNotMatch(message, /KEY-OF/);
  });
});
