import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CommandSurroundings, runDevcenter } from "../../harness/devcenter-command";
import documented from "../../harness/documented-templates.json";
import { emulatorSettings } from "../../harness/emulator-settings";
import { asked, did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { leaks } from "./secret-hunt";

const hourMs = 60 * 60_000;
const names = [
  "device-failures",
  "driver-failures",
  "failures-by-driver",
  "frequent-failures",
  "top-drivers",
];
const manifest = "devcenter-manifest.jsonl";

/** What `devcenter reports download --json` prints. */
interface Downloaded {
  readonly runs: readonly {
    readonly reportDatetime: string;
    readonly outcome: string;
    readonly files: readonly { readonly file: string; readonly sha256: string }[];
  }[];
}

/** A template without what makes no difference: case, and a condition that restricts nothing. */
function meant(template: object): unknown {
  const text = JSON.stringify(template, (name, value) =>
    name === "condition" && Object.keys(value).length === 0 ? undefined : value,
  );
  return JSON.parse(text.toLowerCase());
}

/** The cells of a tab-separated report, by column. */
function rowsOf(path: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(path, "utf8")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])));
}

/** Each step of the story goes on from the one before. */
describe("the example reporting-review", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;
  let folder: string;
  let page: string;
  let reportIds: Record<string, number>;
  const reports: Record<string, string> = {};
  let deviceIds: Set<string>;

  before(async () => {
    center = await LocalDevCenter.open();
    // The command lives by this machine's time, so the first runs come due an hour from now.
    const firstRun = new Date(Date.now() + hourMs).toISOString();
    project = await center.project({
      copyOf: "examples/reporting-review",
      config: { "devcenter-reporting-review:firstRun": { value: firstRun } },
    });
    folder = join(dirname(project.folder), "reports");
    page = join(dirname(project.folder), "summary.html");
  });
  after(() => center.close());

  /** What the command prints; fails with its own words unless it ends well. */
  async function devcenter(args: readonly string[], surroundings: CommandSurroundings = {}): Promise<string> {
    const { exitCode, out, err } = await runDevcenter(args, emulatorSettings(center.emulator), surroundings);
    assert.equal(exitCode, 0, `devcenter ${args.join(" ")}:\n${err}`);
    return out;
  }

  async function download(name: string): Promise<Downloaded["runs"]> {
    const args = ["reports", "download", String(reportIds[name]), "--out", folder, "--json"];
    return (JSON.parse(await devcenter(args)) as Downloaded).runs;
  }

  /** The files, in the project and around it, that name a device. */
  function personalFiles(): string[] {
    const home = dirname(project.folder);
    const found = [...project.writtenFiles()].filter(([, text]) =>
      [...deviceIds].some((id) => text.includes(id)),
    );
    return found.map(([path]) => join(home, path)).sort();
  }

  it("declares five templates and a schedule for each", async () => {
    const { outcome } = await center.run(() => project.up());
    assert.deepEqual(
      did(outcome),
      names.flatMap((name) => [`create ${name}`, `create ${name}-weekly`]),
    );
    reportIds = (await project.outputs()).reportIds?.value;
    assert.deepEqual(Object.keys(reportIds).sort(), names);
  });

  it("asks the five questions of the documentation", () => {
    const { reportTemplate } = center.emulator.state().entities;
    const sorted = (templates: object[]) => templates.map((one) => JSON.stringify(meant(one))).sort();
    assert.deepEqual(
      sorted(reportTemplate.map(({ template }) => template)),
      sorted(documented.map(({ template }) => template)),
    );
  });

  it("asks for nothing when nothing has changed", async () => {
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(asked(requests), []);
  });

  it("has no run before the first comes due, and one of each question then", async () => {
    const runsOf = async (name: string) =>
      JSON.parse(await devcenter(["reports", "runs", String(reportIds[name]), "--json"]));
    assert.deepEqual(await runsOf("top-drivers"), []);
    center.emulator.clock.advance(2 * hourMs);
    for (const name of names) {
      const statuses = (await runsOf(name)).map(({ status }: { status: string }) => status);
      assert.deepEqual(statuses, ["Completed"], name);
    }
  });

  it("downloads the report of every question, whole and with an answer in it", async () => {
    for (const name of names) {
      const [run] = await download(name);
      const [file] = run?.files ?? [];
      assert.equal(run?.outcome, "downloaded", name);
      reports[name] = join(folder, file?.file ?? "");
      const sha256 = createHash("sha256").update(readFileSync(reports[name])).digest("hex");
      assert.equal(sha256, file?.sha256);
      assert.notEqual(rowsOf(reports[name]).length, 0, `${name} is empty`);
    }
    const rows = rowsOf(reports["driver-failures"] ?? "");
    deviceIds = new Set(rows.flatMap(({ DeviceId }) => (DeviceId ? [DeviceId] : [])));
    assert.deepEqual(personalFiles(), [reports["device-failures"], reports["driver-failures"]].sort());
  });

  it("downloads nothing twice", async () => {
    const before = center.emulator.blobRequests.length;
    for (const name of names) {
      assert.deepEqual(
        (await download(name)).map(({ outcome }) => outcome),
        ["here"],
        name,
      );
    }
    assert.equal(center.emulator.blobRequests.length, before);
  });

  it("summarises the failures of the drivers, as figures and as a page", async () => {
    const report = reports["driver-failures"] ?? "";
    const rows = rowsOf(report);
    const summary = JSON.parse(await devcenter(["reports", "summary", report, "--html", page, "--json"]));
    const failures = rows.reduce((sum, { EventCount }) => sum + Number(EventCount), 0);
    assert.deepEqual(
      [summary.rows, summary.failures, summary.devices],
      [rows.length, failures, deviceIds.size],
    );
    const { groups } = summary.splits.find(({ by }: { by: string }) => by === "driver");
    assert.ok(readFileSync(page, "utf8").includes(groups[0].value), "the first driver is not on the page");
  });

  it("fetches cabs that the report names, each a cabinet file", async () => {
    const from = reports["driver-failures"] ?? "";
    await devcenter(["cabs", "download", "--from", from, "--max", "3", "--out", folder]);
    const cabs = filesBelow(folder).filter((file) => file.endsWith(".cab"));
    assert.deepEqual(
      cabs.map((file) => readFileSync(file).toString("latin1", 0, 4)),
      ["MSCF", "MSCF", "MSCF"],
    );
  });

  it("a week later downloads only what has come due since", async () => {
    center.emulator.clock.advance(7 * 24 * hourMs);
    const outcomes = (await download("top-drivers")).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ["here", "downloaded"]);
  });

  it("keeps what is not due", async () => {
    const before = filesBelow(folder);
    await devcenter(["purge", "--out", folder], { daysAhead: 29 });
    assert.deepEqual(filesBelow(folder), before);
  });

  it("destroys reports and cabs when their 30 days are over, and leaves nothing personal anywhere", async () => {
    await devcenter(["purge", "--out", folder], { daysAhead: 31 });
    assert.deepEqual(filesBelow(folder), [join(folder, manifest)]);
    assert.deepEqual(personalFiles(), []);
  });

  it("does not fetch again what it had to destroy", async () => {
    const outcomes = (await download("driver-failures")).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ["destroyed", "downloaded"]);
  });

  it("destroys everything at once when asked to", async () => {
    await devcenter(["purge", "--out", folder, "--older-than", "0d"]);
    assert.deepEqual(filesBelow(folder), [join(folder, manifest)]);
  });

  it("edits a question and rests another in step 2, in place", async () => {
    project.copyOver("examples/reporting-review/step2");
    const { outcome } = await center.run(() => project.up());
    assert.deepEqual(
      did(outcome).filter((step) => !step.startsWith("same")),
      ["update device-failures-weekly", "update failures-by-driver"],
    );
  });

  it("leaves no link and no other secret in a file that was written on the way", async () => {
    assert.deepEqual(await leaks(project, []), []);
  });

  it("pauses every schedule in the end, and says what stays", async () => {
    const { outcome } = await center.run(() => project.destroy());
    const { reportSchedule } = center.emulator.state().entities;
    const isPaused = reportSchedule.map(({ pauses }) => pauses.some(({ to }) => to === undefined));
    assert.deepEqual(isPaused, [true, true, true, true, true]);
    assert.match(outcome.output, /Report template \d+ is no longer managed, but stays on Dev Center/);
  });
});

/** Every file below a folder, by its path. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
