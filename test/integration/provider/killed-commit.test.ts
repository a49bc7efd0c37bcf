import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  lifecycleOf,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { folderOfEachTest } from "../../../harness/test-folder";
import { zipOf } from "../emulator/sample-packages";

describe("a run that is killed after it has committed a package", () => {
  let emulator: Emulator;
  let processes: ProviderProcess[];
  let given: Record<string, unknown>;
  const folder = folderOfEachTest();
  before(async () => {
    emulator = await startEmulator();
  });
  beforeEach(async () => {
    emulator.reset();
    processes = [];
    const { id: productId } = await start()
      .handlers("Product")
      .create(inputsOf("Product", { testHarness: "hlk" }));
    given = inputsOf("Submission", { productId, package: folder("driver.hlkx"), resourceUrn: "urn:s" });
    build("1.0");
    await killedAfterCommit();
  });
  afterEach(async () => {
    for (const process of processes) await process.close();
  });
  after(() => emulator.close());

  const build = (version: string) => writeFileSync(folder("driver.hlkx"), zipOf(version));
  const commits = () => requestsOf(emulator, /^POST .*\/commit$/).length;

  function start(): ProviderProcess {
    const settings = { DEVCENTER_JOURNAL_DIRECTORY: folder("journal") };
    const process = startProvider(emulator, settings, { timePasses: true });
    processes.push(process);
    return process;
  }

  async function inputsIn(process: ProviderProcess, change: object = {}) {
    return (await process.handlers("Submission").check({}, { ...given, ...change })).inputs ?? {};
  }

  async function killedAfterCommit(): Promise<void> {
    const process = start();
    const inputs = await inputsIn(process);
    await new Promise<void>((resolve, reject) => {
      const complete: ReturnType<typeof lifecycleOf>["complete"] = async (...args) => {
        await lifecycleOf("Submission").complete?.(...args);
        resolve();
        return new Promise<never>(() => undefined);
      };
      process.handlers("Submission", { complete }).create(inputs).catch(reject);
    });
    assert.equal(commits(), 1);
  }

  function storeDoesNotSay(status: number): void {
    emulator.fail({
      match: { door: "blobs", method: "HEAD" },
      times: "always",
      action: { respond: { status } },
    });
  }

  for (const status of [403, 404]) {
    it(`is not continued with another package while the store does not say which is committed (${status})`, async () => {
      build("2.0");
      storeDoesNotSay(status);
      for (const _ of ["once", "and again"]) {
        const next = start();
        const { message } = await handlerFailure(next.handlers("Submission").create(await inputsIn(next)));
        assert.match(message, /A package is committed in it, and the blob store does not say which/);
        assert.match(message, /the option \{ import: "\d+\/\d+" \}/);
      }
      assert.deepEqual([commits(), emulator.state().entities.submission.length], [1, 1]);
    });

    it(`is continued with the same package, whatever the store says (${status})`, async () => {
      storeDoesNotSay(status);
      const next = start();
      const { outs } = await next.handlers("Submission").create(await inputsIn(next));
      assert.deepEqual([outs?.commitStatus, commits()], ["commitComplete", 1]);
    });
  }

  it("is continued with the same package in an edited program, where the store says which it is", async () => {
    const next = start();
    const { outs } = await next.handlers("Submission").create(await inputsIn(next, { waitFor: "none" }));
    assert.deepEqual([outs?.waitFor, commits()], ["none", 1]);
  });
});
