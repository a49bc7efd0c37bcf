import assert from "node:assert/strict";
import { standingClock } from "../../../harness/scripted-service";
import { createSession } from "../../../provider/dynamic/session";

const token = { DEVCENTER_ACCESS_TOKEN: "t" };

function session(environment: Record<string, string>) {
  return createSession({ environment, say: () => undefined, clock: standingClock() });
}

describe("the session of a provider process", () => {
  it("opens Dev Center once for all handlers", () => {
    const { context } = session(token);
    assert.equal(context().devCenter, context().devCenter);
  });

  it("goes by the clock that it is given", () => {
    assert.deepEqual(session(token).context().clock.now(), new Date("2026-03-01T12:00:00Z"));
  });

  it("opens nothing, and wants no credential, to judge settings", () => {
    assert.doesNotThrow(() => session({}).checkSettings());
  });

  it("wants a credential for the first call", () => {
    assert.throws(() => session({}).context(), /cannot sign in to the Hardware Dev Center/);
  });

  it("takes the configuration of the stack", () => {
    const one = session({});
    one.configure((key) => (key === "devcenter:accessToken" ? "t" : undefined));
    assert.doesNotThrow(() => one.context());
  });

  it("keeps the configuration that came first", () => {
    const one = session(token);
    one.configure(() => undefined);
    one.configure((key) => (key === "devcenter:apiVersion" ? "nonsense" : undefined));
    assert.doesNotThrow(() => one.checkSettings());
  });

  it("warns once of a version of the API that is over, and of no other", () => {
    const said: string[] = [];
    const say = (message: string) => void said.push(message);
    for (const DEVCENTER_API_VERSION of ["v2.0", "v1.0"]) {
      const one = createSession({ environment: { DEVCENTER_API_VERSION }, say, clock: standingClock() });
      one.checkSettings();
      one.checkSettings();
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^warning: devcenter:apiVersion is v1\.0/);
  });

  it("can open after a credential was missing", () => {
    const environment: Record<string, string> = {};
    const one = session(environment);
    assert.throws(() => one.context());
    Object.assign(environment, token);
    assert.doesNotThrow(() => one.context());
  });

  it("knows that the engine has spoken when it heard nothing more in twenty looks", async () => {
    const clock = standingClock();
    const one = createSession({ environment: token, say: () => undefined, clock });
    await one.claims.engineHasSpoken();
    assert.equal(clock.waits.length, 20);
  });

  it("looks anew when the engine speaks, and not for ever", async () => {
    const waits: number[] = [];
    const chatty = createSession({
      environment: token,
      say: () => undefined,
      clock: {
        now: () => new Date(),
        wait: async (ms) => {
          if (waits.push(ms) % 7 === 0) chatty.engineSpeaks();
        },
      },
    });
    await chatty.claims.engineHasSpoken();
    assert.equal(waits.length, 200);
  });
});
