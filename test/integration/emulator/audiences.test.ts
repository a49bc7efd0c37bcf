import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";

describe("audiences of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  for (const path of [
    "/v2.0/my/hardware/audiences",
    "/v2.0/my/hardware/audience",
    "/v1.0/my/hardware/audiences",
  ]) {
    it(`are listed at ${path}`, async () => {
      const { status, body } = await call(emulator, "GET", path);
      assert.deepEqual(
        [status, at(body, "value.length"), Object.keys(at(body, "value.0") as object)],
        [200, 2, ["id", "name", "description", "audienceName"]],
      );
    });
  }

  it("can be renamed by another user", async () => {
    emulator.edit("audience", "00000000-0000-0000-0000-000000000001", { name: "Others" });
    const { body } = await call(emulator, "GET", "/v2.0/my/hardware/audiences");
    assert.equal(at(body, "value.0.name"), "Others");
  });

  it("are those of the start again after a reset", async () => {
    emulator.addAudience({ name: "Ours" });
    emulator.reset();
    assert.equal(emulator.state().entities.audience.length, 2);
  });
});
