import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalDevCenter, program } from "./local-dev-center";
import { baseProgram, type PreviewProgram, previewPrograms } from "./preview-programs";
import type { PulumiProject } from "./pulumi-project";

/** What the engine prints, as far as it is the same on every machine and in every run. */
export type RecordedPreview = Readonly<Record<string, unknown>> & { readonly steps?: readonly Step[] };

interface Step {
  readonly op: string;
  readonly urn: string;
}

const folder = join(__dirname, "..", "test", "unit", "cli", "review", "previews");
const packageFile = join(__dirname, "..", "examples", "driver-release", "packages", "contoso-nic-1.0.hlkx");

/** The file of a recorded preview. */
export function previewFile(name: string): string {
  return join(folder, `${name}.json`);
}

/** Every preview, by its name, printed now by the real engine in front of an emulated Dev Center. */
export async function recordPreviews(): Promise<Map<string, RecordedPreview>> {
  const devCenter = await LocalDevCenter.open();
  try {
    devCenter.emulator.setWorkflowMinutes(0);
    // The package lies beside the program.
    const files = { "contoso-nic.hlkx": readFileSync(packageFile, "latin1") };
    const project = await devCenter.program("", { files });
    const recorded = new Map<string, RecordedPreview>();
    const record = async (each: PreviewProgram) => {
      recorded.set(each.name, await printed(devCenter, project, each));
    };
    for (const each of previewPrograms.filter(({ isFirst }) => isFirst)) await record(each);
    project.write(program(baseProgram));
    await devCenter.run(() => project.up());
    for (const each of previewPrograms.filter(({ isFirst }) => !isFirst)) await record(each);
    return recorded;
  } finally {
    await devCenter.close();
  }
}

async function printed(
  { emulator }: LocalDevCenter,
  project: PulumiProject,
  { source, refresh, meanwhile }: PreviewProgram,
): Promise<RecordedPreview> {
  project.write(program(source));
  const { reportTemplate, reportSchedule } = structuredClone(emulator.state().entities);
  meanwhile?.(emulator);
  const { stdout } = await project.command(["preview", "--json", ...(refresh ? ["--refresh"] : [])]);
  const [template, schedule] = [reportTemplate[0], reportSchedule[0]];
  if (template) emulator.edit("reportTemplate", template.id, template);
  // What was removed is not needed by any later one.
  if (schedule && !refresh) emulator.edit("reportSchedule", schedule.id, schedule);
  return settled(JSON.parse(stdout));
}

interface PrintedPreview {
  readonly steps?: readonly Step[];
  readonly diagnostics?: readonly { readonly severity: string }[];
}

/** Without what differs from machine to machine and from run to run. */
function settled(value: PrintedPreview): RecordedPreview {
  const text = JSON.stringify({ ...value, duration: 0 })
    .replaceAll(/project:\/\/\/(?:\.\.\/)+[^"]*?\/(dist|node_modules)\//g, "project:///../$1/")
    .replaceAll(/::(default[\w.]*)::[0-9a-f]{8}-[0-9a-f-]{27}/g, "::$1::00000000-0000-4000-8000-000000000000")
    .replaceAll(/"(created|modified)":"[^"]*"/g, '"$1":"0001-01-01T00:00:00Z"');
  const { steps = [], ...rest } = JSON.parse(text) as PrintedPreview;
  const order = ({ op, urn }: Step) => `${op === "refresh" ? 0 : 1} ${urn}`;
  const sorted = steps.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
  if (!rest.diagnostics?.some(({ severity }) => severity === "error")) return { ...rest, steps: sorted };
  // One that fails ends wherever it is by then; it has always begun with the stack.
  return {
    ...rest,
    changeSummary: { same: 1 },
    steps: sorted.filter(({ urn }) => urn.includes("::pulumi:pulumi:Stack::")),
  };
}
