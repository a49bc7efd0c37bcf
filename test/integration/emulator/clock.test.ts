import assert from "node:assert/strict";
import { createClock, start } from "devcenter-emulator";

const noon = "2026-03-02T12:00:00.000Z";

describe("clock of the emulator", () => {
  it("moves only when advanced at speed 0", () => {
    const clock = createClock({ start: noon, speed: 0 });
    assert.equal(clock.now().toISOString(), noon);
  });

  it("advances by milliseconds", () => {
    const clock = createClock({ start: noon, speed: 0 });
    clock.advance(90_000);
    assert.equal(clock.now().toISOString(), "2026-03-02T12:01:30.000Z");
  });

  it("goes back to its start on reset", () => {
    const clock = createClock({ start: noon, speed: 0 });
    clock.set("2030-01-01T00:00:00Z");
    clock.reset();
    assert.equal(clock.now().toISOString(), noon);
  });

  it("stretches the life of what clients hold by its speed", () => {
    assert.equal(createClock({ speed: 3600 }).lifetime(1000), 3_600_000);
  });

  it("refuses what is not an instant", () => {
    assert.throws(() => createClock({ start: "tomorrow" }), RangeError);
  });

  it("is the one that an emulator was started with", async () => {
    const clock = createClock({ start: noon, speed: 0 });
    const emulator = await start({ clock });
    await emulator.close();
    assert.equal(emulator.clock, clock);
  });
});
