import assert from "node:assert/strict";
import { journalOfEachTest } from "../../../harness/journal-folder";
import { standingClock } from "../../../harness/scripted-service";
import { findCreated } from "../../../provider/exactly-once/find-created";
import { fingerprint } from "../../../provider/exactly-once/fingerprint";
import type { Intent } from "../../../provider/exactly-once/journal-entry";
import { Ownership } from "../../../provider/exactly-once/ownership";
import { strict } from "../../../provider/lifecycles/core/equality";
import type { Context, Lifecycle } from "../../../provider/lifecycles/core/lifecycle";

const inputs = { name: "a" };

describe("what is found while another process is at work on an equal creation", () => {
  const { files, open } = journalOfEachTest();
  const rival = {
    ...{ kind: "Thing", resource: "urn:other", fingerprint: fingerprint(inputs), pid: process.ppid },
    startedAt: standingClock().now().toISOString(),
  };
  const begin = (more: Partial<Intent> = {}) => files().write("rival", { ...rival, ...more });

  /** The id of what is found among these, how often the list was asked for, and whether afresh each time. */
  async function found(ids: readonly string[], onLook: (look: number) => void = () => undefined) {
    const looks: (boolean | undefined)[] = [];
    const clock = standingClock();
    const pauses: number[] = [];
    const ownership = new Ownership({ now: clock.now, wait: async () => undefined }, () => journal);
    const journal = open();
    const lifecycle = {
      kind: "Thing",
      displayName: "thing",
      properties: { name: { inputEquality: strict, schema: { safeParse: () => ({ success: false }) } } },
      list: async (_: unknown, __: unknown, isAfresh?: boolean) => {
        onLook(looks.push(isAfresh));
        return ids.map((id) => ({ id, inputs, outputs: {} }));
      },
    } as unknown as Lifecycle;
    const context = { clock: { ...clock, wait: async (ms: number) => void pauses.push(ms) }, log() {} };
    const creation = {
      lifecycle,
      context: context as unknown as Context,
      ownership,
      resource: "urn:a",
      inputs,
    };
    const always = { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };
    const row = await findCreated(creation, () => always);
    return { id: row?.id, looks, pauses };
  }

  it("is waited for, and goes to that process where it is its own", async () => {
    begin();
    files().write("another", { ...rival, kind: "Product" });
    const { id, looks, pauses } = await found(["2", "1"], (look) => look === 2 && begin({ id: "2" }));
    assert.deepEqual([id, looks, pauses], ["1", [false, true], [1_000]]);
  });

  it("is none where that process turns out to have made the only one", async () => {
    begin();
    const { id } = await found(["2"], (look) => look === 3 && begin({ id: "2" }));
    assert.equal(id, undefined);
  });

  it("is adopted after twenty looks more, where that process is silent for longer", async () => {
    begin();
    const { id, looks } = await found(["1"]);
    assert.deepEqual([id, looks.length], ["1", 21]);
  });

  it("is not waited for where there is nothing", async () => {
    begin();
    assert.deepEqual((await found([])).looks, [false]);
  });

  const others: [what: string, more: Partial<Intent>][] = [
    ["of another kind", { kind: "Product" }],
    ["of other inputs", { fingerprint: fingerprint({ name: "b" }) }],
    ["whose object is known", { id: "7" }],
    ["of this very resource, whose process has a number that another has by now", { resource: "urn:a" }],
    ["whose process has ended", { pid: 2 ** 30 }],
  ];
  for (const [what, more] of others) {
    it(`is not waited for because of a creation ${what}`, async () => {
      begin(more);
      const { id, pauses } = await found(["1"]);
      assert.deepEqual([id, pauses], ["1", []]);
    });
  }
});
