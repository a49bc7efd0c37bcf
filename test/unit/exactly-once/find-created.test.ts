import assert from "node:assert/strict";
import { standingClock } from "../../../harness/scripted-service";
import { findCandidates } from "../../../provider/exactly-once/find-created";
import { Ownership } from "../../../provider/exactly-once/ownership";
import type { Context, Lifecycle } from "../../../provider/lifecycles/core/lifecycle";

const noonMs = Date.parse("2026-03-01T12:00:00Z");
const hourMs = 3_600_000;

/** The ids that are found among objects of these ids, each created so many hours after noon; undefined: not shown. */
async function found(created: readonly (readonly [id: string, hours: number | undefined])[]) {
  const rows = created.map(([id, hours]) => ({
    id,
    inputs: {},
    outputs: {},
    ...(hours === undefined ? {} : { createdAt: new Date(noonMs + hours * hourMs) }),
  }));
  const creation = {
    lifecycle: { kind: "Thing", properties: {}, list: async () => rows } as unknown as Lifecycle,
    context: {} as Context,
    ownership: new Ownership(standingClock(), () => undefined),
    resource: "urn:a",
    inputs: {},
  };
  const period = { fromMs: noonMs, untilMs: noonMs + 12 * hourMs };
  return (await findCandidates(creation, () => period)).map(({ id }) => id);
}

describe("what may have been created by a request without a response", () => {
  it("is nothing that came before the request, or after its run can have ended", async () => {
    assert.deepEqual(
      await found([
        ["1", -1],
        ["2", 1],
        ["3", 13],
      ]),
      ["2"],
    );
  });

  it("is the youngest first, whatever its id, and wherever it is listed", async () => {
    const [older, younger] = [["9", 1] as const, ["8", 2] as const];
    assert.deepEqual(
      [await found([older, younger]), await found([younger, older])],
      [
        ["8", "9"],
        ["8", "9"],
      ],
    );
  });

  it("is last where Dev Center shows no time of it", async () => {
    const [timeless, dated] = [["9", undefined] as const, ["8", 1] as const];
    assert.deepEqual(
      [await found([timeless, dated]), await found([dated, timeless])],
      [
        ["8", "9"],
        ["8", "9"],
      ],
    );
  });

  it("is the highest number first among those of one moment: of a submission its own, not its product's", async () => {
    assert.deepEqual(
      await found([
        ["77/9", 1],
        ["77/10", 1],
        ["77/8", 1],
      ]),
      ["77/10", "77/9", "77/8"],
    );
  });

  it("is also what has no number in its id", async () => {
    assert.deepEqual(
      await found([
        ["a", 1],
        ["b", 1],
      ]),
      ["a", "b"],
    );
  });
});
