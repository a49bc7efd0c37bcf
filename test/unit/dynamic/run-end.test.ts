import assert from "node:assert/strict";
import { standingClock } from "../../../harness/scripted-service";
import { folderOfEachTest } from "../../../harness/test-folder";
import { thing, thingHandlers } from "../../../harness/thing-handlers";

const urn = (stack: string, name: string) => `urn:pulumi:${stack}::drivers::Thing::${name}`;

describe("the end of a run, as the provider process hears of it", () => {
  const folder = folderOfEachTest();

  const start = (environment: Record<string, string> = { DEVCENTER_ACCESS_TOKEN: "t" }) =>
    thingHandlers(
      {},
      { environment: { ...environment, DEVCENTER_JOURNAL_DIRECTORY: folder() }, clock: standingClock() },
    );

  /** A run that made one thing of which the engine heard, and then another, at which it was killed. */
  async function killedRun(): Promise<void> {
    const { handlers, session } = start();
    await handlers.create({ ...thing, name: "b", resourceUrn: urn("dev", "b") });
    session.confirm();
    await handlers.create({ ...thing, resourceUrn: urn("dev", "a") });
  }

  const cutOff = /^A run that was cut off made Thing 15 for urn:pulumi:dev::drivers::Thing::a\./;

  const others: [where: string, declared: object][] = [
    ["after a preview that opened nothing", { name: "c", resourceUrn: urn("dev", "c") }],
    [
      "in a stack of another name that is to create its equal: it may be a rename",
      { resourceUrn: urn("prod", "a") },
    ],
  ];
  for (const [where, declared] of others) {
    it(`names what a killed run made, ${where}`, async () => {
      await killedRun();
      const { handlers, session, said } = start();
      await handlers.check({}, { ...thing, ...declared });
      session.conclude();
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", cutOff);
    });
  }

  it("names nothing in a stack of another name that has its equal already, or declares another", async () => {
    await killedRun();
    const { handlers, session, said } = start();
    const existing = { ...thing, resourceUrn: urn("prod", "a") };
    await handlers.check(existing, existing);
    await handlers.check({}, { ...thing, name: "c", resourceUrn: urn("prod", "c") });
    session.conclude();
    assert.deepEqual(said, []);
  });

  it("needs no credential where nothing was opened", async () => {
    const { handlers, session, said } = start({});
    await handlers.check({}, { ...thing, resourceUrn: urn("dev", "a") });
    session.conclude();
    session.confirm();
    assert.deepEqual(said, []);
  });
});
