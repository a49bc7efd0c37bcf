import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { LocalDevCenter } from "./local-dev-center";
import { keptIds } from "./local-dev-center";
import { allGone, killOutright, until } from "./pulumi-processes";
import type { PulumiProject } from "./pulumi-project";

/** When a run is killed, and who of it. */
export interface Kill {
  readonly victims: "engine" | "provider" | "both";
  /** So many requests have come by then… */
  readonly requests: number;
  /** …and so many milliseconds have passed since. */
  readonly laterMs: number;
}

/** What became of a run that was killed, once `up` ended well. */
export interface AfterKill {
  /** How many runs that took. */
  readonly runs: number;
  /** Whether it came to an end at all: a second initial submission, for one, is refused for ever. */
  readonly isOver: boolean;
  /** Objects that came to be more than once: on the service, but in nobody's state. */
  readonly orphans: readonly string[];
  /** Ids in the state without an object, or with one that belongs to another resource, too. */
  readonly wrong: readonly string[];
}

const counts = { templates: 15, schedules: 15, products: 4, submissions: 4, labels: 2 };
/** How many resources the program has, each of which takes one request at least. */
export const RESOURCES = Object.values(counts).reduce((sum, count) => sum + count);
const latencyMs = 40;
const mostRuns = 4;

/** Moments spread evenly over the requests of a run. The same seed gives the same. */
export function randomKills(seed: number, numRuns: number): Kill[] {
  const kill = fc.record({
    victims: fc.constantFrom("engine", "provider", "both"),
    requests: fc.noBias(fc.integer({ min: 1, max: RESOURCES })),
    laterMs: fc.noBias(fc.integer({ min: 0, max: latencyMs })),
  } as const);
  return fc.sample(kill, { seed, numRuns });
}

/** Of each kind there are equal ones: every second resource is like the one before it. */
const source = `
  const of = (count, make) => Array.from({ length: count }, (_, index) => make(index, Math.floor(index / 2)));
  const templates = of(${counts.templates}, (index, like) => new devcenter.ReportTemplate("template-" + index, {
    view: "IHVDriver", projection: ["DriverName", "EventCount"], dateRange: { reportPeriod: "Last7Days" }, limit: 10 + like,
  }));
  of(${counts.schedules}, (index, like) => new devcenter.ReportSchedule("schedule-" + index, {
    templateId: templates[like].templateId, startTime: "2027-01-01T00:00:00Z", recurrenceInterval: 24, recurrence: 7,
  }));
  const products = of(${counts.products}, (index, like) => new devcenter.Product("product-" + index, {
    productName: "nic " + like, testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  }));
  const submissions = of(${counts.submissions}, (index) => new devcenter.Submission("submission-" + index, {
    productId: products[index].productId, name: "first", type: "initial",
  }));
  of(${counts.labels}, (index) => new devcenter.ShippingLabel("label-" + index, {
    productId: submissions[0].productId, submissionId: submissions[0].submissionId, name: "for the partner",
    destination: "anotherPartner", recipientSpecifications: { receiverPublisherId: "27691110" },
  }));
`;

/** Kills a first `up` of a new project at that moment, then runs `up` until it ends well. */
export async function upAfterKill(center: LocalDevCenter, kill: Kill, journal: boolean): Promise<AfterKill> {
  prepare(center);
  const env: Record<string, string> = journal ? {} : { DEVCENTER_JOURNAL_DIRECTORY: "none" };
  const project = await center.program(source, { env });
  try {
    await killed(center, project, kill);
    let runs = 0;
    let isOver = false;
    while (!isOver && runs < mostRuns) {
      runs += 1;
      isOver = (await project.up()).ok;
    }
    return { runs, isOver, ...(await compare(center, project)) };
  } finally {
    await project.cleanUp();
  }
}

/** Submissions are handed in and done as soon as they are made, so that labels can be made of them. */
function prepare({ emulator }: LocalDevCenter): void {
  emulator.reset();
  emulator.setWorkflowMinutes(0);
  const committedAt = emulator.clock.now().toISOString();
  for (let count = 0; count < 2 * counts.submissions; count++) {
    emulator.scriptNext("submission", { committedAt });
  }
  emulator.fail({ times: "always", action: { delay: latencyMs } });
}

async function killed({ emulator }: LocalDevCenter, project: PulumiProject, kill: Kill): Promise<void> {
  let isOver = false;
  const ended = project.up().finally(() => {
    isOver = true;
  });
  await until(`request ${kill.requests}`, () => emulator.requests.length >= kill.requests || isOver);
  const killAt = Date.now() + kill.laterMs;
  await until("the moment", () => Date.now() >= killAt || isOver);
  const victims = kill.victims === "both" ? (["engine", "provider"] as const) : [kill.victims];
  // A run that was faster than its death has nothing to be taken over.
  if (!isOver) for (const victim of victims) killOutright(victim, project.folder);
  await ended;
  await allGone(project.folder);
  if (kill.victims === "provider") return;
  mendCheckpoint(project);
  await project.cancel();
}

/** An engine that is killed while it writes its state leaves half files, but the whole one of before beside them. */
function mendCheckpoint({ folder }: PulumiProject): void {
  const stacks = join(dirname(folder), "state", ".pulumi", "stacks", "engine-test");
  const path = (name: string) => join(stacks, name);
  const names = readdirSync(stacks);
  // What Pulumi notes of a file beside it; it does without, but not with half of it.
  for (const name of names) if (name.endsWith(".attrs") && !isWhole(path(name))) rmSync(path(name));
  if (isWhole(path("test.json"))) return;
  const age = (name: string) => statSync(path(name)).mtimeMs;
  const others = names.filter((name) => /^test\.json\.(bak|.*tmp)/.test(name) && !name.endsWith(".attrs"));
  const newest = others.sort((one, other) => age(other) - age(one)).find((name) => isWhole(path(name)));
  if (newest === undefined) throw new Error(`no whole state among ${names.join(", ")}`);
  copyFileSync(path(newest), path("test.json"));
}

function isWhole(file: string): boolean {
  try {
    return typeof JSON.parse(readFileSync(file, "utf8")) === "object";
  } catch {
    return false;
  }
}

const kinds = ["reportTemplate", "reportSchedule", "product", "submission", "shippingLabel"] as const;
const prefixes = { template: 0, schedule: 1, product: 2, submission: 3, label: 4 };

async function compare({ emulator }: LocalDevCenter, project: PulumiProject) {
  const { entities } = emulator.state();
  const there = new Set(kinds.flatMap((kind) => entities[kind].map(({ id }) => `${kind} ${id}`)));
  const wrong: string[] = [];
  for (const [name, id] of Object.entries(await keptIds(project))) {
    const prefix = name.slice(0, name.indexOf("-")) as keyof typeof prefixes;
    // Each object can belong to one resource only.
    if (!there.delete(`${kinds[prefixes[prefix]]} ${id.split("/").at(-1)}`)) wrong.push(`${name} ${id}`);
  }
  return { orphans: [...there], wrong };
}
