import assert from "node:assert/strict";
import { z } from "zod";
import { standingClock } from "../../../harness/scripted-service";
import { folderOfEachTest } from "../../../harness/test-folder";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { createSession } from "../../../provider/dynamic/session";
import { strict } from "../../../provider/lifecycles/core/equality";
import type { Lifecycle, Listed, Values } from "../../../provider/lifecycles/core/lifecycle";

const inputs = { name: "a", size: 1, __provider: "text", resourceUrn: "urn:a" };
const twin = { ...inputs, resourceUrn: "urn:b" };

describe("what a killed run has created", () => {
  const journals = folderOfEachTest();
  let rows: Listed[];
  let said: string[];
  let deleted: string[];
  let updates: (readonly string[])[];

  beforeEach(() => {
    [rows, said, deleted, updates] = [[], [], [], []];
  });

  const rowOf = (id: string) => rows.find((row) => row.id === id);

  /** A provider process of its own, in front of the same service and beside the same journal. */
  function startProcess(decisions: Partial<Lifecycle> = {}) {
    const schema = z.unknown();
    const property = { schema, required: false, inputEquality: strict };
    const lifecycle: Lifecycle = {
      kind: "Thing",
      displayName: "thing",
      properties: {
        name: { ...property, onChange: "update" },
        note: { ...property, onChange: "update" },
        size: { ...property, onChange: "replace" },
      },
      idFormat: { pattern: /^\d+$/, example: "15" },
      async create({ clock }, inputs) {
        const id = String(rows.length + 1);
        rows.push({ id, inputs: { ...inputs }, outputs: {}, createdAt: clock.now() });
        return { id, outputs: {} };
      },
      list: async () => rows,
      read: async (_, id) => rowOf(id),
      async update(_, { id, news, changed }) {
        updates.push(changed);
        Object.assign(rowOf(id) ?? {}, { inputs: news });
        return {};
      },
      delete: async (_, id) => void deleted.push(id),
      ...decisions,
    };
    const session = createSession({
      environment: { DEVCENTER_ACCESS_TOKEN: "t", DEVCENTER_JOURNAL_DIRECTORY: journals() },
      say: (message) => void said.push(message),
      clock: standingClock(),
    });
    return { session, ...createHandlers(lifecycle, session) };
  }

  /** Resolves when its creation has been asked for, which is never answered. */
  function killedWhileAsking(of: Values, effect: (inputs: Values) => void = () => undefined): Promise<void> {
    return new Promise((resolve) => {
      const make = (_: unknown, inputs: Values) => {
        effect(inputs);
        resolve();
        return new Promise<never>(() => undefined);
      };
      void startProcess({ create: make }).create(of);
    });
  }

  async function created(process: ReturnType<typeof startProcess>, of: Values): Promise<string> {
    return (await process.create(of)).id;
  }

  it("is adopted by the same resource", async () => {
    await startProcess().create(inputs);
    assert.deepEqual([await created(startProcess(), inputs), rows.length], ["1", 1]);
  });

  it("is adopted again when that run was killed, too", async () => {
    await startProcess().create(inputs);
    await startProcess().create(inputs);
    assert.deepEqual([await created(startProcess(), inputs), rows.length], ["1", 1]);
  });

  it("is created again when it is gone", async () => {
    await startProcess().create(inputs);
    assert.equal(await created(startProcess({ read: async () => undefined }), inputs), "2");
  });

  it("is not adopted by an equal resource of another name", async () => {
    await startProcess().create(inputs);
    assert.equal(await created(startProcess(), twin), "2");
  });

  it("is not adopted when the engine has it", async () => {
    const first = startProcess();
    await first.create(inputs);
    first.session.confirm();
    assert.equal(await created(startProcess(), inputs), "2");
  });

  it("is not adopted when the engine spoke of it before anything was created", async () => {
    await startProcess().create(inputs);
    const next = startProcess();
    await next.diff("1", inputs, inputs);
    assert.equal(await created(next, inputs), "2");
  });

  describe("without an answer", () => {
    it("is found by what it is", async () => {
      await killedWhileAsking(inputs, (inputs) => rows.push({ id: "1", inputs, outputs: {} }));
      assert.deepEqual([await created(startProcess(), inputs), rows.length], ["1", 1]);
    });

    it("is not what the same run has made for an equal resource", async () => {
      await startProcess().create(twin);
      await killedWhileAsking(inputs);
      const next = startProcess();
      assert.deepEqual([await created(next, inputs), await created(next, twin)], ["2", "1"]);
      assert.doesNotMatch(said.join("\n"), /Could not determine/);
    });

    it("stays free for its own resource where an equal one is created first", async () => {
      const third = { ...inputs, resourceUrn: "urn:third" };
      for (const [id, of] of [
        ["1", inputs],
        ["2", twin],
      ] as const) {
        await killedWhileAsking(of, (inputs) => rows.push({ id, inputs, outputs: {} }));
      }
      const next = startProcess();
      const ids = [await created(next, third), await created(next, inputs), await created(next, twin)];
      assert.deepEqual([ids.sort(), rows.length], [["1", "2", "3"], 3]);
    });

    it("is not what an earlier run has made for an equal resource, about which the engine is still silent", async () => {
      const earlier = startProcess();
      await earlier.create(twin);
      earlier.session.confirm();
      await killedWhileAsking(inputs);
      assert.equal(await created(startProcess(), inputs), "2");
    });

    it("is found where the program was edited in what Dev Center does not show", async () => {
      const effect = (inputs: Values) => rows.push({ id: "1", inputs, notReported: ["note"], outputs: {} });
      await killedWhileAsking({ ...inputs, note: "old" }, effect);
      assert.deepEqual([await created(startProcess(), { ...inputs, note: "new" }), rows.length], ["1", 1]);
    });

    it("is logged when the program has been edited since", async () => {
      await killedWhileAsking(inputs);
      assert.equal(await created(startProcess(), { ...inputs, name: "b" }), "1");
      assert.match(
        said.join("\n"),
        /had begun to create this thing.*urn:a\. Could not determine whether Dev Center created it\./,
      );
    });
  });

  describe("when the program has been edited since", () => {
    beforeEach(async () => void (await startProcess().create({ ...inputs, note: "old" })));

    it("is updated with what differs, and with what is no longer declared", async () => {
      const { id, outs } = await startProcess().create({ ...inputs, name: "b" });
      assert.deepEqual([id, outs, updates], ["1", { ...inputs, name: "b" }, [["name", "note"]]]);
      assert.deepEqual(rowOf("1")?.inputs, { name: "b", size: 1 });
    });

    it("is partially created, as it was, when that fails", async () => {
      const update = async () => {
        throw new Error("No.");
      };
      const edited = { ...inputs, name: "b", note: "old" };
      const failure = await startProcess({ update })
        .create(edited)
        .then(
          () => assert.fail("it did not fail"),
          (error: { id: string; properties: Values }) => error,
        );
      assert.deepEqual([failure.id, failure.properties], ["1", { ...edited, name: "a" }]);
    });

    it("is deleted when it cannot be changed in place, and another is created", async () => {
      assert.equal(await created(startProcess(), { ...inputs, size: 2 }), "2");
      assert.deepEqual(deleted, ["1"]);
      assert.match(said[0] ?? "", /^thing 1 was made by a run that was cut off.*\(size\)/);
    });

    it("is as it was when it was edited outside in the same way", async () => {
      Object.assign(rowOf("1") ?? {}, { inputs: { name: "b", size: 1 } });
      assert.equal(await created(startProcess(), { ...inputs, name: "b" }), "1");
      assert.deepEqual(updates, []);
    });
  });

  describe("for a resource that has another name today", () => {
    const named = (name: string) => ({ ...inputs, resourceUrn: `urn:pulumi:dev::drivers::Thing::${name}` });
    const cutOff = () =>
      said.filter((line) => /^A run that was cut off made Thing 1 for urn:\S+::a\. This run/.test(line));
    beforeEach(async () => void (await startProcess().create(named("a"))));

    it("is named at the end of a run that created an equal one, however edited", async () => {
      for (const of of [named("b"), { ...named("c"), name: "b" }]) {
        const next = startProcess();
        await next.create(of);
        assert.deepEqual(said, []);
        next.session.conclude();
        next.session.confirm();
        assert.equal(cutOff().length, 1);
        said.splice(0);
      }
    });

    it("is found and named by its id where its answer was lost", async () => {
      const lost = { ...named("c"), size: 3 };
      await killedWhileAsking(lost, (inputs) => rows.push({ id: "2", inputs, outputs: {} }));
      const next = startProcess();
      assert.equal(await created(next, { ...named("d"), size: 3 }), "3");
      next.session.conclude();
      assert.match(said.join("\n"), /made Thing 2 for \S+::c\..*\{ import: "2" \}/);
    });

    it("is named by a preview, which only checks, also where the check fails", async () => {
      const next = startProcess();
      await next.check({}, { ...named("b"), nam: "b" });
      next.session.conclude();
      assert.equal(cutOff().length, 1);
    });

    it("is named by no refresh, which declares nothing", async () => {
      const next = startProcess();
      await next.read("1", inputs);
      next.session.conclude();
      assert.deepEqual(said, []);
    });
  });

  it("is not deleted for the replaced resource when the replacement has adopted it", async () => {
    await startProcess().create(inputs);
    const next = startProcess();
    const { id } = await next.create(inputs);
    await next.delete(id, inputs);
    assert.deepEqual(deleted, []);
  });
});
