import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, noon, startAtNoon, template } from "./dev-center-client";

const path = "/analytics/driver/reporttemplate";

describe("the emulator's own routes", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => {
    emulator.reset();
    emulator.clock.set(noon);
  });
  after(() => emulator.close());

  function control(method: string, route: string, body?: unknown) {
    return call(emulator, method, `/_emulator${route}`, { body, headers: { authorization: "" } });
  }

  it("add a fault", async () => {
    await control("POST", "/faults", { match: { path }, action: { respond: { status: 500 } } });
    assert.equal((await call(emulator, "GET", path)).status, 500);
  });

  it("refuse a fault they cannot understand", async () => {
    assert.equal((await control("POST", "/faults", { action: {} })).status, 400);
  });

  it("show the requests", async () => {
    await call(emulator, "GET", path);
    const { body } = await control("GET", "/requests");
    assert.equal(at(body, "0.path"), path);
  });

  it("move the clock", async () => {
    const { text } = await control("POST", "/clock", { advance: 60_000 });
    assert.equal(text, '{"now":"2026-03-02T12:01:00.000Z"}');
  });

  it("edit what the API cannot", async () => {
    await call(emulator, "POST", path, { body: template });
    const changed = { ...template, projection: ["Market"] };
    await control("PATCH", "/entities/reportTemplate/15", { template: changed });
    const { body } = await call(emulator, "GET", `${path}/15`);
    assert.deepEqual(JSON.parse(String(at(body, "data.template"))), changed);
  });

  it("remove what the API cannot", async () => {
    await call(emulator, "POST", path, { body: template });
    await control("DELETE", "/entities/reportTemplate/15");
    assert.equal(at((await call(emulator, "GET", `${path}/15`)).body, "errors.0.Code"), "EntityNotFound");
  });

  it("switch to what the field has seen, until reset", async () => {
    await control("PUT", "/field-behavior", { on: true });
    assert.deepEqual((await control("GET", "/field-behavior")).body, { on: true });
    await control("POST", "/reset");
    assert.equal(emulator.fieldBehavior, false);
  });

  it("limit the requests a minute", async () => {
    await control("PUT", "/throttle", { requestsPerMinute: 1 });
    await call(emulator, "GET", path);
    assert.equal((await call(emulator, "GET", path)).status, 429);
  });

  it("override what has not been created yet", async () => {
    await control("POST", "/next/submission", { failStep: "signing" });
    const submissions = await createProduct(emulator, { testHarness: "hlk" });
    await call(emulator, "POST", submissions, { body: { name: "first", type: "initial" } });
    await call(emulator, "POST", submissions, { body: { name: "second", type: "derived" } });
    assert.deepEqual(
      emulator.state().entities.submission.map(({ failStep }) => failStep),
      ["signing", undefined],
    );
  });

  it("refuse to override a step that does not exist", async () => {
    const { status, body } = await control("POST", "/next/shippingLabel", { failStep: "signing" });
    assert.equal(status, 400);
    assert.match(String(at(body, "error")), /has no step "signing"; its steps are created/);
  });

  it("set the speed of workflows", async () => {
    await control("PUT", "/workflow", { minutes: 0 });
    assert.deepEqual((await control("GET", "/workflow")).body, { minutes: 0 });
  });

  it("refuse a speed that is out of range", async () => {
    assert.equal((await control("PUT", "/workflow", { minutes: -1 })).status, 400);
  });

  it("change the audiences of the account", async () => {
    const { status, body } = await control("POST", "/audiences", { name: "Ours" });
    await control("DELETE", "/entities/audience/00000000-0000-0000-0000-000000000001");
    const list = await call(emulator, "GET", "/v2.0/my/hardware/audiences");
    assert.deepEqual(
      [status, (at(list.body, "value") as { id: string; name: string }[]).map(({ id, name }) => [id, name])],
      [
        201,
        [
          ["00000000-0000-0000-0000-000000000002", "Preview Computers"],
          [at(body, "id"), "Ours"],
        ],
      ],
    );
  });

  it("say which label cannot be received", async () => {
    const { status, body } = await control("POST", "/labels/1/receive");
    assert.deepEqual([status, body], [400, { error: "there is no shippingLabel 1" }]);
  });

  it("empty everything on reset", async () => {
    await call(emulator, "POST", path, { body: template });
    await control("POST", "/reset");
    const { entities } = emulator.state();
    assert.deepEqual([entities.reportTemplate, emulator.requests.length], [[], 0]);
  });
});
