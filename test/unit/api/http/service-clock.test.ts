import assert from "node:assert/strict";
import type { Clock } from "../../../../provider/api/http/clock";
import { createServiceClock } from "../../../../provider/api/http/service-clock";

const noon = Date.parse("2026-03-01T12:00:00Z");
const hourMs = 60 * 60_000;
const header = (ms: number) => new Date(ms).toUTCString();

/** Ours: it passes as the test says, and is set without that anything passes. */
function open() {
  let passedMs = 0;
  let setByMs = 0;
  const ours: Clock = {
    now: () => new Date(noon + passedMs + setByMs),
    monotonicMs: () => passedMs,
    wait: async () => undefined,
  };
  return {
    theirs: createServiceClock(ours),
    pass(ms: number) {
      passedMs += ms;
    },
    set(ms: number) {
      setByMs = ms;
    },
  };
}

describe("the clock of the service", () => {
  it("is not known before the first answer, and taken for ours until then", () => {
    const { theirs } = open();
    theirs.heard(undefined);
    theirs.heardAtSignIn("yesterday");
    assert.deepEqual([theirs.now(), theirs.both()], [undefined, { service: undefined, signIn: undefined }]);
    assert.deepEqual(theirs.at(new Date(noon)), new Date(noon));
    assert.deepEqual(theirs.atSignIn(new Date(noon)), new Date(noon));
  });

  it("goes on as ours does, however ours is set meanwhile", () => {
    const { theirs, pass, set } = open();
    theirs.heard(header(noon - hourMs));
    pass(2_000);
    set(5 * hourMs);
    assert.deepEqual(theirs.now(), new Date(noon - hourMs + 2_000));
    assert.deepEqual(theirs.at(new Date(noon + 5 * hourMs + 2_000)), new Date(noon - hourMs + 2_000));
  });

  it("is that of who signs us in until the service itself has answered, then and after", () => {
    const { theirs } = open();
    theirs.heardAtSignIn(header(noon + hourMs));
    theirs.heardAtSignIn(undefined);
    assert.deepEqual(theirs.now(), new Date(noon + hourMs));
    theirs.heard(header(noon - hourMs));
    theirs.heard("no date");
    theirs.heardAtSignIn(header(noon + 2 * hourMs));
    assert.deepEqual(theirs.now(), new Date(noon - hourMs));
    assert.deepEqual(theirs.both(), {
      service: new Date(noon - hourMs),
      signIn: new Date(noon + 2 * hourMs),
    });
  });

  it("is found for a moment of the sign-in's clock once both have answered", () => {
    const { theirs, pass } = open();
    theirs.heardAtSignIn(header(noon + hourMs));
    assert.deepEqual(theirs.atSignIn(new Date(noon)), new Date(noon));
    pass(10_000);
    // By now the other shows 13:00:10.
    theirs.heard(header(noon + 10_000 - hourMs));
    assert.deepEqual(theirs.atSignIn(new Date(noon)), new Date(noon - 2 * hourMs));
  });

  it("is later than the header of a kept copy says, by its age, where that can be read", () => {
    const { theirs } = open();
    for (const [age, ageMs] of [
      ["3600", hourMs],
      ["0", 0],
      ["soon", 0],
      ["-5", 0],
    ] as const) {
      theirs.heard(header(noon - hourMs), age);
      theirs.heardAtSignIn(header(noon - hourMs), age);
      const now = new Date(noon - hourMs + ageMs);
      assert.deepEqual(theirs.both(), { service: now, signIn: now });
    }
  });
});
