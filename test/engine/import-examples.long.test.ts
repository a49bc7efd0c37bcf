import assert from "node:assert/strict";
import { type CommandOutcome, runDevcenter } from "../../harness/devcenter-command";
import { emulatorSettings } from "../../harness/emulator-settings";
import { keptIds, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { kinds } from "../../provider/kinds/all-kinds";
import { namesWith } from "../../provider/kinds/kind";
import { writes } from "./existing-objects";

type Inputs = Readonly<Record<string, unknown>>;

const ours = new Set(Object.values(kinds).flatMap((kind) => namesWith(kind, "local")));

/** What each object of a state declares on the service, by id: without what is only ours to know, and secrets unopened. */
async function declaredBy(projects: readonly PulumiProject[]): Promise<Record<string, Inputs>> {
  const all: Record<string, Inputs> = {};
  for (const project of projects) {
    const { resources } = await project.export();
    const declared = resources.filter(({ type }) => /devcenter:/.test(type));
    for (const { id = "", inputs = {}, outputs = {} } of declared) {
      // A selection and the hardware ids that it gives are one.
      const { hardwareIdsFrom, ...targeting } = (inputs.targeting ?? {}) as Inputs;
      const selected = hardwareIdsFrom ? { hardwareIds: outputs.selectedHardwareIds } : {};
      const whole = {
        ...inputs,
        ...(inputs.targeting !== undefined && { targeting: { ...targeting, ...selected } }),
      };
      const told = Object.entries(whole).filter(
        ([name]) => !ours.has(name) && !/^(__provider|adoptId|resourceUrn)$/.test(name),
      );
      // What a program only reads declares nothing.
      if (told.length === 0) continue;
      all[id] = Object.fromEntries(
        told.map(([name, value]) => [name, name === "callbackUrl" ? "a secret" : value]),
      );
    }
  }
  return all;
}

describe("the examples, deployed, and their state thrown away", () => {
  let center: LocalDevCenter;
  before(async () => {
    center = await LocalDevCenter.open();
    center.emulator.setWorkflowMinutes(0);
  });
  after(() => center?.close());

  async function deployed(name: string, config: Record<string, { value: string; secret?: boolean }> = {}) {
    const project = await center.project({ copyOf: `examples/${name}`, config });
    await center.run(() => project.up());
    return project;
  }

  it("come back from devcenter import with the same inputs, and without a write", async () => {
    const quickstart = await deployed("quickstart");
    const release = await deployed("driver-release");
    const reporting = await deployed("reporting-review", {
      "devcenter-reporting-review:callbackUrl": {
        value: "https://hooks.contoso.com/in/KEY-IN-PATH",
        secret: true,
      },
    });
    const sharing = await deployed("share-with-partner", {
      "devcenter-share-with-partner:submission": { value: (await keptIds(release))["nic-1.0"] ?? "" },
      "devcenter-share-with-partner:partner": { value: "27691110" },
    });
    const before = await declaredBy([quickstart, release, reporting, sharing]);

    const imported = await center.project({
      files: { "Pulumi.yaml": "name: imported\nruntime: nodejs\n", "package.json": '{"main":"index.ts"}' },
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
    const settings = { ...emulatorSettings(center.emulator), ...imported.environment };
    const wrote: CommandOutcome = await runDevcenter(["import", "--stack", "test"], settings, {
      cwd: imported.folder,
    });
    assert.equal(wrote.exitCode, 0, wrote.out + wrote.err);
    assert.ok(!/KEY-IN-PATH/.test([...imported.writtenFiles().values(), wrote.out, wrote.err].join()));
    const adopted = await center.run(() => imported.up());
    assert.deepEqual(writes(adopted), []);
    assert.equal(Object.keys(before).length, 19);
    assert.deepEqual(await declaredBy([imported]), before);
  });
});
