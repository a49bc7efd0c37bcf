import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { documentedTemplates, SAMPLES } from "../../../harness/sample-inputs";

describe("a report template on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
  });
  // The emulator's ids start over with every test, so the provider must not remember those of the one before.
  beforeEach(() => {
    provider = startProvider(emulator);
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });
  after(() => emulator.close());

  const handlers = () => provider.handlers("ReportTemplate");
  const inputs = inputsOf("ReportTemplate");
  const stored = () => emulator.state().entities.reportTemplate[0]?.template;

  for (const { title, template } of documentedTemplates()) {
    it(`is created from the documentation's sample: ${title}`, async () => {
      const { id } = await handlers().create({ ...template, __provider: inputs.__provider });
      assert.deepEqual((await handlers().read(id, {})).inputs, template);
    });
  }

  it("is created as it is declared", async () => {
    await handlers().create(inputs);
    assert.deepEqual(stored(), SAMPLES.ReportTemplate);
  });

  it("is sent without what belongs to Pulumi", async () => {
    await handlers().create(inputs);
    assert.deepEqual(emulator.requests[0]?.body, SAMPLES.ReportTemplate);
  });

  it("gives an id that is a text, and the inputs as outputs", async () => {
    const made = await handlers().create(inputs);
    assert.deepEqual(made, { id: made.id, outs: inputs });
    assert.match(made.id, /^\d+$/);
  });

  it("is created by one call", async () => {
    await handlers().create(inputs);
    assert.deepEqual(requestsOf(emulator), ["POST /analytics/driver/reporttemplate"]);
  });

  it("is created once although the answer is lost", async () => {
    emulator.fail({ match: { method: "POST" }, action: { drop: "after" } });
    const { id } = await handlers().create(inputs);
    assert.deepEqual(
      emulator.state().entities.reportTemplate.map((row) => row.id),
      [id],
    );
  });

  it("stays two when two of the same are created and both answers are lost", async () => {
    emulator.fail({ match: { method: "POST" }, times: 2, action: { drop: "after" } });
    const made = await Promise.all([handlers().create(inputs), handlers().create(inputs)]);
    assert.equal(new Set(made.map(({ id }) => id)).size, 2);
    assert.equal(emulator.state().entities.reportTemplate.length, 2);
  });

  it("is edited in place by one call", async () => {
    const { id, outs } = await handlers().create(inputs);
    await handlers().update(id, outs ?? {}, { ...inputs, limit: 99 });
    assert.deepEqual([stored()?.limit, requestsOf(emulator, `/${id}`).length], [99, 1]);
  });

  it("reads the same after it was created", async () => {
    const { id, outs } = await handlers().create(inputs);
    assert.deepEqual(await handlers().read(id, outs), { id, inputs, props: inputs });
  });

  it("stays on Dev Center when it is deleted, and reports it", async () => {
    const { id } = await handlers().create(inputs);
    await handlers().delete(id, inputs);
    assert.equal(emulator.state().entities.reportTemplate.length, 1);
    assert.match(provider.said.at(-1) ?? "", new RegExp(`^Report template ${id} is no longer managed`));
  });

  const drifts: Record<string, unknown> = {
    view: "OEMDriver",
    projection: ["DriverName"],
    dateRange: { reportPeriod: "Yesterday" },
    condition: { or: [] },
    aggregation: { aggregatedColumns: ["SUM(EventCount)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "asc" }],
    limit: 11,
  };
  for (const [name, live] of Object.entries(drifts)) {
    it(`shows when another person changed its ${name}`, async () => {
      const { id, outs } = await handlers().create(inputs);
      emulator.edit("reportTemplate", id, { template: { ...SAMPLES.ReportTemplate, [name]: live } });
      const { props } = await startedAnew((anew) => anew.handlers("ReportTemplate").read(id, outs));
      assert.deepEqual(props, { ...inputs, [name]: live });
    });
  }

  it("is read with forty-nine others by one call of the list", async () => {
    const { id, outs } = await handlers().create(inputs);
    await Promise.all(Array.from({ length: 50 }, () => handlers().read(id, outs)));
    assert.equal(requestsOf(emulator, "GET /analytics/driver/reporttemplate").length, 1);
  });

  it("is adopted as it stands, without a change on Dev Center", async () => {
    const { id } = await handlers().create(inputs);
    const before = emulator.state();
    const adopted = await handlers().create({ ...inputs, view: "ihvdriver", adoptId: id });
    assert.equal(adopted.id, id);
    assert.deepEqual(emulator.state(), before);
  });

  it("is not adopted where it differs, and reports every property that does", async () => {
    const { id } = await handlers().create(inputs);
    const wrong = { ...inputs, adoptId: id, limit: 5, view: "OEMDriver" };
    const { message, id: kept } = await handlerFailure(handlers().create(wrong));
    assert.deepEqual(message.split("\n  "), [
      `report template ${id}: could not be imported.\nIt is not what the program declares. Nothing was imported, and nothing was changed.`,
      'view: the program has "OEMDriver", Dev Center has "IHVDriver"',
      "limit: the program has 5, Dev Center has 10",
    ]);
    assert.equal(kept, undefined);
  });

  it("is not adopted where there is none, and none is created", async () => {
    const { message } = await handlerFailure(handlers().create({ ...inputs, adoptId: "4711" }));
    assert.match(message, /Dev Center has no such object\. Nothing was created\./);
    assert.deepEqual(emulator.state().entities.reportTemplate, []);
  });

  it("shows all that can be declared when it is only read", async () => {
    const { id } = await handlers().create(inputs);
    assert.deepEqual((await handlers().read(id, {})).props, SAMPLES.ReportTemplate);
  });

  async function startedAnew<T>(work: (anew: ProviderProcess) => Promise<T>): Promise<T> {
    const anew = startProvider(emulator);
    try {
      return await work(anew);
    } finally {
      await anew.close();
    }
  }
});
