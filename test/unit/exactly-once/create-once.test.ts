import assert from "node:assert/strict";
import { z } from "zod";
import { standingClock } from "../../../harness/scripted-service";
import { ApiError } from "../../../provider/api/errors/api-error";
import { ConnectionError } from "../../../provider/api/errors/connection-error";
import { type Creation, createOnce } from "../../../provider/exactly-once/create-once";
import { type InterruptedIntent, type Journal, noJournal } from "../../../provider/exactly-once/journal";
import { Ownership } from "../../../provider/exactly-once/ownership";
import { strict } from "../../../provider/lifecycles/core/equality";
import type { Context, Lifecycle, Listed } from "../../../provider/lifecycles/core/lifecycle";

const name = { verb: "POST", path: "/things", correlationId: "c", requestId: "r" };
const lost = () =>
  new ConnectionError(name, { what: "the connection failed (ECONNRESET).", mayHaveTakenEffect: true });

const busy = (retryAfterMs: number) => new ApiError(name, { status: 503, targets: [], retryAfterMs });

/** A service of equal things, each made by one call of which a test decides the end. */
function things(
  ends: readonly ((id: string) => Promise<string>)[],
  {
    behindMs = 0,
    list = async (rows: readonly Listed[], _isAfresh?: boolean) => rows,
    /** Each time that a creation looks whether the engine still registers resources. */
    onPoll = (_: Ownership): void => undefined,
    earlier = {} as Partial<Journal>,
  } = {},
) {
  const rows: Listed[] = [];
  const said: string[] = [];
  const notes: string[] = [];
  const journal: Journal = {
    ...noJournal,
    begin: () => ({ created: (id) => void notes.push(`made ${id}`), erase: () => void notes.push("erased") }),
    ...earlier,
  };
  let made = 0;
  const clock = standingClock();
  const theirs = (ours: Date) => new Date(ours.getTime() - behindMs);
  const registering = { now: () => clock.now(), wait: async () => onPoll(ownership) };
  const ownership: Ownership = new Ownership(registering, () => journal);
  const lifecycle = {
    kind: "Thing",
    displayName: "thing",
    properties: { name: { schema: z.unknown(), inputEquality: strict } },
    create: async () => {
      const id = String(++made);
      rows.push({ id, inputs: { name: "a" }, outputs: {}, createdAt: theirs(clock.now()) });
      return { id: (await ends[Number(id) - 1]?.(id)) ?? id, outputs: {} };
    },
    list: (_context: unknown, _inputs: unknown, isAfresh?: boolean) => list(rows, isAfresh),
    read: async (_: Context, id: string) => rows.find((row) => row.id === id),
  } as unknown as Lifecycle;
  const context = {
    clock,
    devCenter: { serviceTime: theirs, retryTimeoutMs: 600_000 },
    log: (text: string) => void said.push(text),
  };
  const creation: Creation = {
    lifecycle,
    context: context as unknown as Context,
    journal,
    ownership,
    resource: "urn:a",
    inputs: { name: "a" },
  };
  return {
    rows,
    notes,
    said,
    waits: clock.waits,
    make: () => createOnce(creation),
  };
}

describe("a creation whose response was lost", () => {
  it("adopts what it created, which no list that was got earlier shows, instead of creating another", async () => {
    const list = async (rows: readonly Listed[], isAfresh?: boolean) => (isAfresh ? rows : []);
    const { make, rows } = things([() => Promise.reject(lost())], { list });
    assert.deepEqual([(await make()).id, rows.length], ["1", 1]);
  });

  it("is found by the service's clock, however wrong ours is", async () => {
    const { make, rows } = things([() => Promise.reject(lost())], { behindMs: 3_600_000 });
    assert.deepEqual([(await make()).id, rows.length], ["1", 1]);
  });

  it("adopts the youngest of equal objects, for older ones may have been deleted from state", async () => {
    const { make, rows } = things([() => Promise.reject(lost())]);
    rows.push({
      id: "0",
      inputs: { name: "a" },
      outputs: {},
      createdAt: new Date("2026-03-01T12:00:00Z"),
    });
    assert.deepEqual([(await make()).id, rows.length], ["1", 2]);
  });

  for (const [what, ageMs, id] of [
    ["adopts nothing that is older than its request", 60_000, "2"],
    ["allows for half a minute of clock skew within the service", 20_000, "0"],
  ] as const) {
    it(what, async () => {
      const createdAt = new Date(standingClock().now().getTime() - ageMs);
      const older = { id: "0", inputs: { name: "a" }, outputs: {}, createdAt };
      const { make, rows } = things([
        () => {
          rows.splice(0, 1, older);
          return Promise.reject(lost());
        },
      ]);
      assert.equal((await make()).id, id);
    });
  }

  it("leaves an equal resource its own object, while the response to it is on its way", async () => {
    let answer: (id: string) => void = () => undefined;
    const underWay = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const { make, rows } = things([() => underWay, () => Promise.reject(lost())]);
    const first = make();
    const second = await make();
    answer("1");
    const ids = [(await first).id, second.id].sort();
    assert.deepEqual([ids, rows.length], [["1", "2"], 2]);
  });

  it("waits as long as Dev Center asks for, logs it, and adopts what is there", async () => {
    const { make, rows, waits, said } = things([() => Promise.reject(busy(30_000))]);
    assert.deepEqual([(await make()).id, rows.length, waits], ["1", 1, [30_000]]);
    assert.match(said.join("\n"), /^Dev Center asks for a pause: the next attempt is in 30 s\.$/m);
  });

  it("waits a moment before it looks, where Dev Center asks for no pause", async () => {
    const { make, rows, waits } = things([() => Promise.reject(busy(0))]);
    assert.deepEqual([(await make()).id, rows.length, waits], ["1", 1, [1_000]]);
  });

  it("sends nothing more where Dev Center asks for a longer pause than the longest", async () => {
    const { make, rows, waits } = things([() => Promise.reject(busy(86_400_000))]);
    await assert.rejects(make(), /refused POST \/things with 503/);
    assert.deepEqual([rows.length, waits], [1, []]);
  });

  it("leaves an equal resource its own object, where the list showed only that one at first", async () => {
    let answer: (id: string) => void = () => undefined;
    const underWay = new Promise<string>((resolve) => {
      answer = resolve;
    });
    let looks = 0;
    const list = async (rows: readonly Listed[]) => (looks++ === 0 ? rows.slice(0, 1) : rows);
    const { make } = things([() => underWay, () => Promise.reject(lost())], { list });
    const first = make();
    const second = await make();
    answer("1");
    assert.deepEqual([(await first).id, second.id], ["2", "1"]);
  });

  it("does not adopt an object that differs from the request", async () => {
    const { make, rows } = things([
      () => {
        rows.splice(0, 1, {
          id: "0",
          inputs: { name: "b" },
          outputs: {},
          createdAt: standingClock().now(),
        });
        return Promise.reject(lost());
      },
    ]);
    assert.equal((await make()).id, "2");
  });

  it("is asked for again after a second, then after two", async () => {
    const failing = Array.from({ length: 3 }, () => () => Promise.reject(lost()));
    const { make, waits } = things(failing, { list: async () => [] });
    await assert.rejects(make(), /ECONNRESET/);
    assert.deepEqual(waits, [1_000, 2_000]);
  });

  it("waits until the engine has registered its resources before it adopts anything", async () => {
    const onPoll = (ownership: Ownership) => ownership.markManaged({ kind: "Thing", id: "1" });
    const { make } = things([() => Promise.reject(lost())], { onPoll });
    assert.equal((await make()).id, "2");
  });
});

describe("a creation", () => {
  it("fails where the object has no id, which would look deleted in the state", async () => {
    await assert.rejects(things([async () => ""]).make(), /gave it no id/);
  });

  it("adopts the next that killed runs have made for its resource, where the first is gone", async () => {
    const erased: string[] = [];
    const intentOf = (id: string): InterruptedIntent => ({
      kind: "Thing",
      resource: "urn:a",
      fingerprint: "f",
      startedAt: standingClock().now().toISOString(),
      pid: 1,
      id,
      isEqual: true,
      erase: () => void erased.push(id),
    });
    const earlier = { interruptedIntents: () => ["7", "8", "9"].map(intentOf) };
    const { make, rows, notes } = things([], { earlier });
    for (const id of ["8", "9"]) rows.push({ id, inputs: { name: "a" }, outputs: {} });
    assert.deepEqual([(await make()).id, rows.length], ["8", 2]);
    assert.deepEqual([erased, notes], [["7", "8"], ["made 8"]]);
  });

  it("is made where no journal is kept, also after a lost response, and fails as Dev Center refuses it", async () => {
    const answered = things([], { earlier: noJournal });
    const found = things([() => Promise.reject(lost())], { earlier: noJournal });
    const refused = things([() => Promise.reject(new Error("refused"))], { earlier: noJournal });
    assert.deepEqual([(await answered.make()).id, (await found.make()).id], ["1", "1"]);
    await assert.rejects(refused.make(), /refused/);
  });
});

describe("the note of a creation", () => {
  it("has the id of what was created, and of what was found", async () => {
    const answered = things([]);
    const found = things([() => Promise.reject(lost())]);
    await answered.make();
    await found.make();
    assert.deepEqual([answered.notes, found.notes], [["made 1"], ["made 1"]]);
  });

  it("is kept for the next run where the service cannot be reached", async () => {
    const list = () => Promise.reject(new Error("no answer"));
    const { make, notes } = things([() => Promise.reject(lost())], { list });
    await assert.rejects(make(), /no answer/);
    assert.deepEqual(notes, []);
  });

  it("is erased where nothing was created: at once when that is known, else after three attempts", async () => {
    const refused = things([() => Promise.reject(new Error("refused"))]);
    await assert.rejects(refused.make(), /refused/);
    const never = things(
      Array.from({ length: 3 }, () => () => Promise.reject(lost())),
      { list: async () => [] },
    );
    await assert.rejects(never.make(), /ECONNRESET/);
    assert.deepEqual([refused.notes, refused.rows.length], [["erased"], 1]);
    assert.deepEqual([never.notes, never.rows.length], [["erased"], 3]);
  });
});
