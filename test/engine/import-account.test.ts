import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { type CommandOutcome, runDevcenter } from "../../harness/devcenter-command";
import { emulatorSettings } from "../../harness/emulator-settings";
import { did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CALLBACK, makeOthers, PRODUCT, writes } from "./existing-objects";

const products = "/v2.0/my/hardware/products";

interface Download {
  readonly type: string;
  readonly url: string;
}

interface MetadataFile {
  readonly BundleInfoMap: Record<
    string,
    { InfInfoMap: Record<string, { OSPnPInfoMap: Record<string, Record<string, unknown>> }> }
  >;
}

/** Every combination that a label of the submission can target. */
async function combinations(devCenter: LocalDevCenter, submission: string): Promise<object[]> {
  const { downloads } = JSON.parse(await devCenter.ask("GET", submission)) as {
    downloads: { items: Download[] };
  };
  const link = downloads.items.find(({ type }) => type === "driverMetadata")?.url ?? "";
  const { BundleInfoMap } = (await (await fetch(link)).json()) as MetadataFile;
  return Object.entries(BundleInfoMap).flatMap(([bundleId, { InfInfoMap }]) =>
    Object.entries(InfInfoMap).flatMap(([infId, { OSPnPInfoMap }]) =>
      Object.entries(OSPnPInfoMap).flatMap(([operatingSystemCode, devices]) =>
        Object.keys(devices).map((pnpString) => ({ bundleId, infId, operatingSystemCode, pnpString })),
      ),
    ),
  );
}

/** What somebody made by hand: a released driver of a hostile name with three labels, one of them on its way. */
async function makeRelease(devCenter: LocalDevCenter, emulator: Emulator): Promise<void> {
  const product = await devCenter.make("product", products, {
    ...PRODUCT,
    productName: 'Größe "NIC" `1` */ 网卡 2',
    requestedSignatures: ["RS3", "RS4", "RS5", "19H1", "VB"].flatMap((release) => [
      `WINDOWS_v100_X64_${release}_FULL`,
      `WINDOWS_v100_${release}_FULL`,
    ]),
  });
  const path = `${products}/${product}/submissions`;
  const submission = await devCenter.make("submission", path, { name: "1.0", type: "initial" });
  emulator.edit("submission", submission, { committedAt: emulator.clock.now().toISOString() });
  emulator.clock.advance(60 * 60_000);
  const all = await combinations(devCenter, `${path}/${submission}`);
  assert.ok(all.length > 12, "too few combinations to be selected");
  const label = (name: string, hardwareIds: readonly object[], more: object = {}) =>
    devCenter.make("shippingLabel", `${path}/${submission}/shippingLabels`, {
      name,
      destination: "windowsUpdate",
      publishingSpecifications: { manualAcquisition: true },
      targeting: { hardwareIds, ...more },
    });
  await label("Retail", all, { inServicePublishInfo: { flooring: "RS5" } });
  await label(
    "Odd ones",
    all.slice(0, 14).filter((_, index) => index !== 3),
  );
  emulator.clock.advance(60 * 60_000);
  await label("Retail", all.slice(0, 2));
}

function textsOf(project: PulumiProject): string {
  return [...project.writtenFiles()].map(([path, text]) => `${path}\n${text}`).join("\n");
}

describe("devcenter import, then pulumi up", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;

  const devcenter = (...args: string[]): Promise<CommandOutcome> =>
    runDevcenter(
      ["import", ...args],
      { ...emulatorSettings(devCenter.emulator), ...project.environment },
      { cwd: project.folder },
    );

  before(async () => {
    devCenter = await LocalDevCenter.open(0);
    await makeOthers(devCenter);
    await makeRelease(devCenter, devCenter.emulator);
    project = await devCenter.project({
      files: { "Pulumi.yaml": "name: imported\nruntime: nodejs\n", "package.json": '{"main":"index.ts"}' },
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
  });

  after(() => devCenter?.close());

  it("adopts a whole account without a write, and again nothing after the options are out", async () => {
    const wrote = await devcenter("--stack", "test");
    assert.equal(wrote.exitCode, 0, wrote.out + wrote.err);
    assert.ok(!textsOf(project).includes(CALLBACK), "the callback URL stands in a file");
    assert.ok(!`${wrote.out}${wrote.err}`.includes(CALLBACK), "the callback URL was printed");
    const product = readFileSync(join(project.folder, "products", "grosse-nic12.ts"), "utf8");
    assert.match(product, /hardwareIdsFrom: \{ metadata: "submission" \}/);
    assert.match(product, /JSON\.parse\(/);

    const adopted = await devCenter.run(() => project.up());
    assert.deepEqual(writes(adopted), []);
    assert.equal(did(adopted.outcome).length, 9);
    const again = await devCenter.run(() => project.preview());
    assert.equal(again.outcome.changes.same, 10, again.outcome.output);

    const settled = await devcenter("--settle", "--stack", "test");
    assert.equal(settled.exitCode, 0, settled.err);
    assert.match(settled.out, /^9 import options are out/);
    const quiet = await devCenter.run(() => project.up());
    assert.deepEqual(quiet.requests, []);
    assert.equal(quiet.outcome.changes.same, 10, quiet.outcome.output);
  });

  it("writes what came since, refers to what is managed, and touches no file of a person", async () => {
    const index = readFileSync(join(project.folder, "index.ts"), "utf8");
    writeFileSync(
      join(project.folder, "reports.ts"),
      `${readFileSync(join(project.folder, "reports.ts"), "utf8")}// mine\n`,
    );
    const nothing = await devcenter("--stack", "test");
    assert.match(nothing.out, /Everything is managed/);
    await devCenter.make("reportSchedule", "/analytics/driver/report", {
      templateId: 15,
      schedule: { startTime: "2027-01-01T00:00:00Z", recurrenceInterval: 168, recurrence: 4 },
    });
    const wrote = await devcenter("--stack", "test");
    assert.equal(wrote.exitCode, 0, wrote.out + wrote.err);
    const file = /reports-[\d-]+(?=\.ts)/.exec(wrote.out)?.[0] ?? "none";
    const text = readFileSync(join(project.folder, `${file}.ts`), "utf8");
    assert.match(text, /import \{ failuresByDriverLast7DaysTemplate \} from "\.\/reports";/);
    assert.match(text, /templateId: failuresByDriverLast7DaysTemplate\.templateId/);
    const named = readFileSync(join(project.folder, "index.ts"), "utf8");
    assert.equal(named.replace(`import "./${file}";\n`, ""), index);
    const adopted = await devCenter.run(() => project.up());
    assert.deepEqual(writes(adopted), []);
    assert.equal(adopted.outcome.changes.create, 1, adopted.outcome.output);
  });
});
