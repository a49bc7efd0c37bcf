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

const secrets = /Bearer [\w.]|emulated\.|not-a-secret|KEY-OF|sig=/;

describe("when Dev Center stumbles", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  /** Waits for an answer for a moment only. */
  let impatient: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator);
    impatient = startProvider(emulator, { DEVCENTER_REQUEST_TIMEOUT_SECONDS: "0.2" });
  });
  after(async () => {
    await Promise.all([provider.close(), impatient.close()]);
    await emulator.close();
  });
  afterEach(() => emulator.reset());

  const product = () => provider.handlers("Product");
  const create = () => product().create(inputsOf("Product"));
  const products = () => emulator.state().entities.product.length;

  it("gives a creation up when the time is up again and again", async () => {
    emulator.fail({ match: { method: "POST" }, times: 3, action: { hang: "forever" } });
    const { message } = await handlerFailure(impatient.handlers("Product").create(inputsOf("Product")));
    assert.match(
      message,
      /no answer from 127\.0\.0\.1:\d+ within 0\.2 s \(devcenter:requestTimeoutSeconds\)/,
    );
    assert.equal(requestsOf(emulator, /^POST/).length, 3);
  });

  it("looks for what it may have created before it tries again", async () => {
    emulator.fail({ match: { method: "POST" }, action: { hang: "forever" } });
    await impatient.handlers("Product").create(inputsOf("Product"));
    assert.deepEqual(
      requestsOf(emulator).map((request) => request.split(" ")[0]),
      ["POST", "GET", "POST"],
    );
  });

  it("reads again when the time is up", async () => {
    const { id, outs } = await create();
    emulator.fail({ match: { method: "GET" }, action: { hang: "forever" } });
    assert.equal((await impatient.handlers("Product").read(id, outs)).id, id);
  });

  it("reads again after the gateway failed", async () => {
    const { id, outs } = await create();
    const body = { statusCode: 500, message: "Internal server error", activityId: "a" };
    emulator.fail({ match: { method: "GET" }, times: 3, action: { respond: { status: 500, body } } });
    assert.equal((await product().read(id, outs)).id, id);
  });

  it("patches again after the answer was lost", async () => {
    const { id, outs } = await create();
    await provider.handlers("Submission").create(inputsOf("Submission", { productId: id }));
    emulator.fail({ match: { method: "PATCH" }, action: { drop: "after" } });
    await product().update(id, outs ?? {}, inputsOf("Product", { productName: "Etna" }));
    assert.equal(requestsOf(emulator, /^PATCH/).length, 2);
  });

  it("creates once when the first request never arrived", async () => {
    emulator.fail({ match: { method: "POST" }, action: { drop: "before" } });
    await create();
    assert.equal(products(), 1);
  });

  it("reports every validation error of Dev Center at once", async () => {
    const wrong = inputsOf("Product", { productName: "", testHarness: "hlx" });
    const { message } = await handlerFailure(product().create(wrong));
    assert.match(
      message,
      /with 400 invalidInput: Validation Failed\..*\nIt names: .*productName.*testHarness|testHarness.*productName/s,
    );
  });

  it("names the ids that Microsoft's support asks for", async () => {
    emulator.fail({ action: { respond: { status: 400, body: { message: "No." } } } });
    const { message } = await handlerFailure(create());
    const { "ms-correlationid": correlation, "ms-requestid": request } = emulator.requests[0]?.headers ?? {};
    assert.ok(message.endsWith(`MS-CorrelationId ${correlation}, MS-RequestId ${request}`), message);
  });

  it("throws errors of which Pulumi shows the message alone, without a stack", async () => {
    emulator.fail({ action: { respond: { status: 400, body: { message: "No." } } } });
    const { message, stack } = await handlerFailure(create());
    assert.equal(stack, message);
  });

  for (const kind of ["Product", "ReportSchedule"] as const) {
    it(`shows no token, no secret and no link in an error of a ${kind}, whatever Dev Center echoes`, async () => {
      const inputs = inputsOf(kind);
      const { clientSecret } = emulator.credentials;
      const echo = `https://a.example/?sig=x Bearer emulated.1 ${clientSecret} ${JSON.stringify(inputs)}`;
      emulator.fail({ action: { respond: { status: 400, body: { message: `Not so: ${echo}` } } } });
      const { message } = await handlerFailure(provider.handlers(kind).create(inputs));
      assert.match(message, /with 400: Not so: https:\/\/a\.example\/… Bearer … … \{"/);
      assert.doesNotMatch(message, secrets);
      assert.equal(message.includes(clientSecret), false);
    });

    it(`shows nothing of what was sent in an error of a ${kind}, where Dev Center does not`, async () => {
      const inputs = inputsOf(kind);
      emulator.fail({ action: { respond: { status: 400 } } });
      const { message } = await handlerFailure(provider.handlers(kind).create(inputs));
      const texts = Object.values(inputs).filter((value) => typeof value === "string" && value.length > 3);
      assert.ok(texts.length > 2);
      for (const text of texts) assert.equal(message.includes(String(text)), false, String(text));
    });
  }
});
