import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine } from "../engine/find-or-install";
import { layOutProject } from "./project";
import { requestTable } from "./request-table";
import { createTerminal } from "./terminal";

const keep = process.argv.includes("--keep");

/** The main job, before your eyes: the real Pulumi engine runs the quick start against a local Dev Center. */
async function main(): Promise<void> {
  heading("1. Getting ready");
  const stage = await getReady();
  try {
    await play(stage);
    heading("7. Where things are");
    console.log(`Program  ${stage.project.folder}`);
    console.log(`State    ${stage.project.stateFile("demo")}`);
    console.log(
      `Tokens fetched in all: ${stage.emulator.tokenRequests.filter((r) => r.method === "POST").length}, one for each run that had something to ask`,
    );
    console.log(keep ? "Both stay (--keep)." : "Both are removed now; npm run demo -- --keep leaves them.");
  } finally {
    await stage.emulator.close();
    if (!keep) stage.project.remove();
  }
}

async function getReady() {
  build();
  const engine = await ensureEngine({ log: (line) => console.log(line) });
  console.log(`Pulumi ${engine.version} (${engine.source})`);
  const { createClock, start } = await import("devcenter-emulator");
  // The day before the quick start's first run.
  const emulator = await start({ port: 0, clock: createClock({ start: "2026-11-30T12:00:00Z" }) });
  console.log(
    `A local Dev Center answers at ${emulator.url}, its token endpoint at ${emulator.authorityHost}`,
  );
  const project = layOutProject();
  let shown = 0;
  const showRequests = (title: string) => {
    console.log(`\n${title}\n${requestTable(emulator.requests.slice(shown))}`);
    shown = emulator.requests.length;
  };
  return { emulator, project, showRequests, ...createTerminal(engine, emulator, project) };
}

async function play(stage: Awaited<ReturnType<typeof getReady>>): Promise<void> {
  const { devcenter, emulator, project, pulumi, showRequests } = stage;
  await pulumi("stack", "init", "demo");

  heading("2. pulumi up: a report template, its schedule, a product and its submission are made");
  await pulumi("up", "--yes", "--skip-preview");
  showRequests("What reached Dev Center:");

  heading("3. The program is edited (examples/quickstart/step2): what pulumi preview says of it");
  project.takeStep2();
  await pulumi("preview", "--diff");
  showRequests("What reached Dev Center during the preview:");

  heading("4. pulumi up: the edit is made in place");
  await pulumi("up", "--yes", "--skip-preview");
  showRequests("What reached Dev Center:");

  heading("5. pulumi up once more: nothing to do, nothing asked");
  await pulumi("up", "--yes", "--skip-preview");
  showRequests("What reached Dev Center:");

  heading("6. A day passes: the schedule's first run has come due, and its report is fetched");
  emulator.clock.set("2026-12-01T00:10:00Z");
  await devcenter("reports", "runs", "2");
  await devcenter("reports", "download", "2", "--out", "reports");
  showReports(join(project.folder, "reports"));
  showRequests("What reached Dev Center:");
}

/** In a clone that was updated the built files may be older than the source. */
function build(): void {
  const projects = ["tsconfig.build.json", "emulator", "cli"];
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--build", ...projects], {
    stdio: "inherit",
  });
}

function showReports(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
    console.log(`\nreports/${name}\n${readFileSync(join(folder, name), "utf8").trimEnd()}`);
  }
}

function heading(text: string): void {
  console.log(`\n── ${text}\n`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
