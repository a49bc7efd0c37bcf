import assert from "node:assert/strict";
import type { Emulator, EntityKind } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { released } from "../../../harness/emulated-releases";
import { KINDS, type Kind } from "../../../harness/sample-inputs";
import type { Values } from "../../../provider/lifecycles/core/lifecycle";

const entities: Record<Kind, EntityKind> = {
  ReportTemplate: "reportTemplate",
  ReportSchedule: "reportSchedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "shippingLabel",
  // It is part of its submission.
  PublisherMetadata: "submission",
};

describe("what is gone from Dev Center, and what is not", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator);
  });
  after(async () => {
    await provider.close();
    await emulator.close();
  });
  afterEach(() => emulator.reset());

  /** One object of a kind, with what it needs around it. */
  async function make(kind: Kind) {
    const around = (await surroundings[kind]?.()) ?? {};
    const { id, outs = {} } = await provider.handlers(kind).create(inputsOf(kind, around));
    return { id, outs };
  }

  const surroundings: Partial<Record<Kind, () => Promise<Values>>> = {
    ReportSchedule: async () => ({ templateId: Number(await idOf("ReportTemplate")) }),
    Submission: async () => ({ productId: await idOf("Product") }),
    PublisherMetadata: async () => ({ ...(await released(emulator, provider)) }),
    ShippingLabel: async () => ({
      ...(await released(emulator, provider)),
      targeting: { hardwareIdsFrom: { metadata: "submission" } },
    }),
  };

  async function idOf(kind: Kind): Promise<string> {
    return (await provider.handlers(kind).create(inputsOf(kind))).id;
  }

  for (const kind of KINDS) {
    it(`reads a ${kind} that Dev Center does not know as gone`, async () => {
      const { id, outs } = await make(kind);
      emulator.remove(entities[kind], id.slice(id.lastIndexOf("/") + 1));
      assert.deepEqual(await provider.handlers(kind).read(id, outs), { id: "", props: {} });
    });

    for (const status of [500, 503, 403, 401, 400]) {
      it(`does not read a ${kind} as gone when Dev Center answers ${status}`, async () => {
        const { id, outs } = await make(kind);
        emulator.fail({ times: "always", action: { respond: { status, body: { message: "No." } } } });
        const { message } = await handlerFailure(provider.handlers(kind).read(id, outs));
        assert.match(message, new RegExp(`could not be read\\.\nDev Center refused GET .* with ${status}`));
      });
    }

    it(`does not read a ${kind} as gone when the answer is a web page`, async () => {
      const { id, outs } = await make(kind);
      emulator.fail({ times: "always", action: { respond: { status: 200, body: "<html></html>" } } });
      assert.match((await handlerFailure(provider.handlers(kind).read(id, outs))).message, /not whole JSON/);
    });

    it(`does not read a ${kind} as gone when the connection breaks`, async () => {
      const { id, outs } = await make(kind);
      emulator.fail({ times: "always", action: { drop: "before" } });
      assert.match(
        (await handlerFailure(provider.handlers(kind).read(id, outs))).message,
        /the connection to/,
      );
    });

    it(`reads a ${kind} after an answer that was cut short`, async () => {
      const { id, outs } = await make(kind);
      emulator.fail({ match: { method: "GET" }, action: { truncate: 5 } });
      assert.equal((await provider.handlers(kind).read(id, outs)).id, id);
    });

    it(`refuses to read a ${kind} by an id that cannot be one`, async () => {
      const requests = emulator.requests.length;
      const { message } = await handlerFailure(provider.handlers(kind).read("../x", {}));
      assert.match(message, /looks like \d+(\/\d+)*; got "\.\.\/x"/);
      assert.equal(emulator.requests.length, requests);
    });
  }

  for (const kind of ["Product", "Submission"] as const) {
    it(`reads a ${kind} as gone on a bare 404`, async () => {
      const { id, outs } = await make(kind);
      emulator.fail({ match: { method: "GET" }, action: { respond: { status: 404 } } });
      assert.equal((await provider.handlers(kind).read(id, outs)).id, "");
    });
  }

  for (const kind of ["ReportTemplate", "ReportSchedule"] as const) {
    for (const status of [404, 410]) {
      it(`does not read a ${kind} as gone when the reporting API itself answers ${status}`, async () => {
        const { id, outs } = await make(kind);
        emulator.fail({ match: { path: "/analytics/" }, times: "always", action: { respond: { status } } });
        const { message } = await handlerFailure(provider.handlers(kind).read(id, outs));
        assert.match(message, /This account's service does not offer the driver-failure reporting API/);
      });
    }
  }
});
