import assert from "node:assert/strict";
import { Ownership } from "../../../provider/exactly-once/ownership";
import { RegistrationQuietPeriod } from "../../../provider/exactly-once/registration-quiet-period";

/** A clock that runs this at each wait, whose number it is given, and remembers the waits. */
function pollingClock(onPoll: (poll: number) => void = () => undefined) {
  const waits: number[] = [];
  const wait = async (ms: number) => onPoll(waits.push(ms));
  return { waits, now: () => new Date("2026-03-01T12:00:00Z"), wait };
}

describe("the wait until the engine has registered what it has in its state", () => {
  it("is over when it has asked nothing for twenty polls, a second in all", async () => {
    const clock = pollingClock();
    await new RegistrationQuietPeriod(clock).wait();
    assert.deepEqual(clock.waits, Array(20).fill(50));
  });

  it("counts from the last question", async () => {
    const clock = pollingClock((poll) => {
      if (poll === 3 || poll === 15) period.noteActivity();
    });
    const period = new RegistrationQuietPeriod(clock);
    await period.wait();
    assert.equal(clock.waits.length, 15 + 20);
  });

  it("hears of a question about an object that it has, and of any other", async () => {
    const clock = pollingClock((poll) => {
      if (poll === 3) ownership.markManaged({ kind: "Product", id: "15" });
      if (poll === 15) ownership.noteActivity();
    });
    const ownership: Ownership = new Ownership(clock, () => undefined);
    await ownership.waitForRegistrationToSettle();
    assert.equal(clock.waits.length, 15 + 20);
  });

  it("is given up after two hundred polls with an engine that never falls silent", async () => {
    const clock = pollingClock(() => period.noteActivity());
    const period = new RegistrationQuietPeriod(clock);
    await period.wait();
    assert.equal(clock.waits.length, 200);
  });

  it("begins for the next resource when it is over for the one before, also where that one was interrupted", async () => {
    const interruption = new Error("interrupted");
    const clock = pollingClock((poll) => {
      if (poll === 25) throw interruption;
    });
    const period = new RegistrationQuietPeriod(clock);
    const polls = (wait: Promise<void>) => wait.then(() => clock.waits.length);
    const [first, second, third] = await Promise.allSettled(
      [period.wait(), period.wait(), period.wait()].map(polls),
    );
    assert.deepEqual(
      [first, second, third],
      [
        { status: "fulfilled", value: 20 },
        { status: "rejected", reason: interruption },
        { status: "fulfilled", value: 25 + 20 },
      ],
    );
  });
});
