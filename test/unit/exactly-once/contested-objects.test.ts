import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { standingClock } from "../../../harness/scripted-service";
import { steppedClock } from "../../../harness/stepped-clock";
import { folderOfEachTest } from "../../../harness/test-folder";
import { thing, thingHandlers } from "../../../harness/thing-handlers";
import { ConnectionError } from "../../../provider/api/errors/connection-error";
import type { Clock } from "../../../provider/api/http/clock";
import { forgetCreation } from "../../../provider/exactly-once/journal-list";
import type { Lifecycle, Listed } from "../../../provider/lifecycles/core/lifecycle";

const urn = (name: string, stack = "dev") => `urn:pulumi:${stack}::drivers::Thing::${name}`;
const of = (name: string, stack?: string) => ({ ...thing, resourceUrn: urn(name, stack) });
const name = { verb: "POST", path: "/things", correlationId: "c", requestId: "r" };
const lost = () =>
  new ConnectionError(name, { what: "the connection failed (ECONNRESET).", mayHaveTakenEffect: true });

describe("an object that more than one resource could take for its own", () => {
  const folder = folderOfEachTest();
  let rows: Listed[];
  beforeEach(() => {
    rows = [];
  });

  const make: Lifecycle["create"] = async ({ clock }, inputs) => {
    const id = String(rows.length + 1);
    rows.push({ id, inputs: { ...inputs }, outputs: {}, createdAt: clock.now() });
    return { id, outputs: {} };
  };

  /** A provider process of its own, in front of the same service and beside the same journal. */
  function start(decisions: Partial<Lifecycle> = {}, clock: Clock = standingClock()) {
    return thingHandlers(
      {
        create: make,
        list: async () => rows,
        read: async (_, id) => rows.find((row) => row.id === id),
        ...decisions,
      },
      {
        environment: { DEVCENTER_ACCESS_TOKEN: "t", DEVCENTER_JOURNAL_DIRECTORY: folder() },
        clock,
      },
    );
  }

  const ended = ({ session }: ReturnType<typeof start>) => {
    session.conclude();
    session.confirm();
  };
  const openEntries = () =>
    readdirSync(folder(), { recursive: true }).filter((file) => /(?<!settled)\.json$/.test(String(file)));

  it("is not shared by equal resources where one request never arrived, and the other's response came late", async () => {
    let answer: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let asked = 0;
    const { handlers } = start({
      create: async (context, inputs) => {
        const turn = ++asked;
        if (turn === 2) throw lost();
        const made = await make(context, inputs);
        if (turn === 1) await underWay;
        return made;
      },
    });
    const late = handlers.create(of("b"));
    const early = await handlers.create(of("a"));
    answer();
    assert.deepEqual([early.id, (await late).id, rows.length], ["1", "2", 2]);
  });

  it("stays that of another stack, which created it while this run was at work", async () => {
    let asked = 0;
    const dev = start({
      create: async (context, inputs) => {
        asked += 1;
        if (asked !== 2) return make(context, inputs);
        assert.equal((await start().handlers.create(of("a", "prod"))).id, "2");
        throw lost();
      },
    });
    await dev.handlers.create({ ...of("other"), name: "b" });
    assert.deepEqual([(await dev.handlers.create(of("a"))).id, rows.length], ["3", 3]);
  });

  it("is looked for a second after its response was lost, because the list may be behind, and then at once", async () => {
    const clock = steppedClock();
    const madeMs = clock.now().getTime();
    const isListed = () => clock.now().getTime() >= madeMs + 1_900;
    const { handlers } = start(
      {
        create: async (context, inputs) => {
          await make(context, inputs);
          throw lost();
        },
        list: async () => (isListed() ? rows : []),
      },
      clock,
    );
    const creation = handlers.create(of("a"));
    await clock.pass(2_100);
    assert.deepEqual([(await creation).id, rows.length], ["1", 1]);
  });

  it("is found where the request that was sent again is refused, because the first had been carried out", async () => {
    let looks = 0;
    const { handlers } = start({
      create: async (context, inputs) => {
        if (rows.length > 0) throw new Error("409: it exists already");
        await make(context, inputs);
        throw lost();
      },
      list: async () => (looks++ === 0 ? [] : rows),
    });
    assert.deepEqual([(await handlers.create(of("a"))).id, rows.length], ["1", 1]);
  });

  it("is not adopted again once a run has deleted it, which a killed one had left in the state", async () => {
    const { outs = {}, id } = await start().handlers.create(of("a"));
    const destroy = start();
    await destroy.handlers.delete(id, outs);
    ended(destroy);
    assert.deepEqual([openEntries(), (await start().handlers.create(of("a"))).id], [[], "2"]);
  });

  it("is found where its request had to wait for days before it was sent, and the run was killed then", async () => {
    const day = standingClock().now().getTime() + 26 * 60 * 60_000;
    const label = { ...of("a"), waitTimeoutMinutes: 48 * 60 };
    await new Promise<void>((resolve) => {
      const create: Lifecycle["create"] = (_, inputs) => {
        rows.push({ id: "1", inputs: { ...inputs }, outputs: {}, createdAt: new Date(day) });
        resolve();
        return new Promise<never>(() => undefined);
      };
      void start({ create }).handlers.create(label);
    });
    assert.deepEqual([(await start().handlers.create(label)).id, rows.length], ["1", 1]);
  });

  describe("of a replacement that was cut off and then taken back", () => {
    beforeEach(async () => {
      const first = start();
      await first.handlers.create(of("a"));
      ended(first);
      await start().handlers.create(of("a"));
    });

    it("is named at the end of a run, which keeps the object of before", async () => {
      const next = start();
      await next.handlers.check(of("a"), of("a"));
      await next.handlers.diff("1", of("a"), of("a"));
      ended(next);
      assert.match(
        next.said.join("\n"),
        /^A run that was cut off made Thing 2 for \S+::a\. That resource keeps the object that it had before\. .*\{ import: "2" \}/,
      );
    });

    it("is not named while the resource is still to be replaced, by a preview as little as by an up", async () => {
      const preview = start();
      await preview.handlers.diff("1", of("a"), of("a"));
      await preview.handlers.check({}, of("a"));
      ended(preview);
      const up = start();
      await up.handlers.diff("1", of("a"), of("a"));
      assert.equal((await up.handlers.create(of("a"))).id, "2");
      ended(up);
      assert.deepEqual(preview.said, []);
      assert.deepEqual(up.said, ["thing 2 was made by a run that was cut off; it is taken over."]);
    });
  });

  describe("of a run that reported it, while Pulumi could not save its state", () => {
    let id: string;
    let outs: Record<string, unknown>;
    beforeEach(async () => {
      const first = start();
      ({ id, outs = {} } = await first.handlers.create(of("a")));
      ended(first);
    });
    const said = (process: ReturnType<typeof start>) => {
      ended(process);
      return process.said.join("\n");
    };
    const unsaved =
      /^A run has just made Thing 1 for \S+::a, but Pulumi's state does not show it: .*\{ import: "1" \}/;

    it("is named by the next preview, and by an up that makes another", async () => {
      const preview = start();
      await preview.handlers.check({}, of("a"));
      assert.match(said(preview), unsaved);
      const up = start();
      assert.equal((await up.handlers.create(of("a"))).id, "2");
      assert.match(said(up), unsaved);
      const [, name = ""] = /forget (\S+)$/.exec(up.said[0] ?? "") ?? [];
      assert.equal(forgetCreation(folder(), name), true);
    });

    it("is not named where the state has it, or it is being imported", async () => {
      const replacement = start();
      await replacement.handlers.diff(id, outs, of("a"));
      await replacement.handlers.check({}, of("a"));
      const adoption = start();
      await adoption.handlers.check({}, { ...of("a"), adoptId: id });
      assert.deepEqual([said(replacement), said(adoption)], ["", ""]);
    });

    it("is not named once it is deleted, or a refresh has found it gone", async () => {
      const destroy = start();
      await destroy.handlers.delete(id, outs);
      const next = start();
      await next.handlers.check({}, of("a"));
      assert.deepEqual([said(destroy), said(next)], ["", ""]);
      const again = start();
      const made = await again.handlers.create(of("a"));
      ended(again);
      rows.splice(0);
      await start().handlers.read(made.id, made.outs);
      const last = start();
      await last.handlers.check({}, of("a"));
      assert.equal(said(last), "");
    });
  });

  it("does not hide why a creation was refused where its note cannot be erased", async () => {
    const { handlers } = start({
      create: async () => {
        for (const entry of openEntries()) {
          rmSync(folder(String(entry)));
          mkdirSync(folder(String(entry)));
        }
        throw new Error("refused for good reason");
      },
    });
    await assert.rejects(handlers.create(of("a")), { message: /refused for good reason$/ });
  });
});
