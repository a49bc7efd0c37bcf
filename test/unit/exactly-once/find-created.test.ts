import assert from "node:assert/strict";
import { z } from "zod";
import { standingClock } from "../../../harness/scripted-service";
import { findCandidates } from "../../../provider/exactly-once/find-created";
import { Ownership } from "../../../provider/exactly-once/ownership";
import { strict } from "../../../provider/lifecycles/core/equality";
import type { Context, Lifecycle, Values } from "../../../provider/lifecycles/core/lifecycle";

const noonMs = Date.parse("2026-03-01T12:00:00Z");
const hourMs = 3_600_000;

const properties = { name: { schema: z.unknown(), inputEquality: strict } };

/** The ids that are found among objects of these ids, each created so many hours after noon; undefined: not shown. */
async function found(
  created: readonly (readonly [id: string, hours: number | undefined, inputs?: Values])[],
  wanted: Values = {},
) {
  const rows = created.map(([id, hours, inputs = {}]) => ({
    id,
    inputs,
    outputs: {},
    ...(hours === undefined ? {} : { createdAt: new Date(noonMs + hours * hourMs) }),
  }));
  const creation = {
    lifecycle: { kind: "Thing", properties, list: async () => rows } as unknown as Lifecycle,
    context: {} as Context,
    ownership: new Ownership(standingClock(), () => undefined),
    resource: "urn:a",
    inputs: wanted,
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

  it("is also what Dev Center trims, composes or writes as an address is written, after what is exactly as sent", async () => {
    const kept: [sent: unknown, there: unknown][] = [
      [" nic  driver\t", "nic driver"],
      ["Cafe\u0301", "Caf\u00e9"],
      ["https://Hooks.example", "https://hooks.example/"],
      [{ names: ["nic "] }, { names: ["nic"] }],
    ];
    for (const [sent, there] of kept) {
      const rows = [["8", 2, { name: there }] as const, ["7", 1, { name: sent }] as const];
      assert.deepEqual(await found(rows, { name: sent }), ["7", "8"]);
    }
    assert.deepEqual(await found([["8", 2, { name: "Nic" }]], { name: "nic" }), []);
  });
});
