import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, noon, startAtNoon, template } from "./dev-center-client";

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

  it("script a fault", async () => {
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

  it("limit the requests a minute", async () => {
    await control("PUT", "/throttle", { requestsPerMinute: 1 });
    await call(emulator, "GET", path);
    assert.equal((await call(emulator, "GET", path)).status, 429);
  });

  it("empty everything on reset", async () => {
    await call(emulator, "POST", path, { body: template });
    await control("POST", "/reset");
    const { entities } = emulator.state();
    assert.deepEqual([entities.reportTemplate, emulator.requests.length], [[], 0]);
  });
});
