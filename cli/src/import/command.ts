import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { version } from "../../package.json";
import { UndeclaredError } from "../exit-codes";
import { type GlobalOptions, type OpenSession, showOn } from "../session";
import type { Terminal } from "../terminal";
import type { ImportReport } from "./import-report";
import type { ManagedResource } from "./managed";
import { addImportOptions, type ImportOptions } from "./options";
import { styleOf } from "./print-style";
import { settleFile } from "./settle";
import type { SurveyCost } from "./survey";

/** The limit that the Store API of the same host documents; Dev Center publishes none. */
const requestsPerMinute = 20;

/** `devcenter import`. */
export function addImport(program: Command, open: OpenSession, terminal: Terminal): void {
  const command = program
    .command("import")
    .description("write a Pulumi program that adopts what the account has; nothing on Dev Center changes");
  addImportOptions(command)
    .action(async (options: ImportOptions, self: Command) => {
      if (options.settle === true) return settle(options, self, terminal);
      const session = await open(self);
      // Its libraries come only now, for --help has no use for them.
      const { runImport } = await import("./run-import.js");
      const { stack } = self.optsWithGlobals<GlobalOptions>();
      const report = await runImport(session, options, {
        stacks: stack === undefined ? [] : [stack],
        account: session.account,
        say: terminal.say,
        agree: (cost) => agreeTo(cost, options, self, terminal),
        progress: progressOn(terminal),
        versions: { package: version, sdk: "^3.216.0" },
      });
      session.show(report, () => textOf(report, options));
      if (report.undeclared.length > 0) {
        throw new UndeclaredError(
          `${report.undeclared.length} of ${report.declared + report.undeclared.length} objects cannot be declared as they are; each is a comment in the program.`,
        );
      }
    })
    .addHelpText("after", afterHelp);
}

const afterHelp = `
Then: pulumi preview (it calls adoptions what they are), pulumi up, and devcenter import --settle.

Examples:
  $ devcenter import --out . --stack production
  $ devcenter import --only products,submissions,labels --product 14631253285588838 --dry-run
  $ devcenter import --settle --stack production`;

/** Says what the survey costs before it is spent; beyond the limit only a person can agree to it. */
async function agreeTo(
  { products, requests }: SurveyCost,
  { maxRequests }: ImportOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const minutes = Math.ceil(requests / requestsPerMinute);
  const cost = `${products} products: about ${requests.toLocaleString("en-US")} requests, ${minutes} min at ${requestsPerMinute} a minute`;
  terminal.say(cost);
  if (requests <= maxRequests) return;
  if (terminal.moving !== undefined && process.stdin.isTTY) {
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await prompt.question("Go on? [y/N] ");
    prompt.close();
    if (/^y(es)?$/i.test(answer.trim())) return;
  }
  command.error(
    `devcenter: that is more than --max-requests ${maxRequests}. Raise it, or look at less with --product or --only. What was read is kept for the next run.`,
  );
}

/** At most a line every few seconds: logs of CI are read, too. */
function progressOn(terminal: Terminal): (what: string, done: number, total: number) => void {
  const everyMs = 5000;
  let saidAt = performance.now();
  return (what, done, total) => {
    if (performance.now() - saidAt < everyMs) return;
    saidAt = performance.now();
    terminal.say(done === total ? `${what}: ${done} so far` : `${what}: ${done} of ${total}`);
  };
}

function textOf(report: ImportReport, { dryRun = false }: ImportOptions): string {
  const { found, alreadyManaged, leftOut, declared, files, missingImports, secrets, secretsToSet } = report;
  const lines = [`${found} objects found, ${alreadyManaged} of them managed or declared already.`];
  for (const [reason, count] of Object.entries(leftOut)) {
    const hint = reason === "older" ? "--since" : `--include ${reason}`;
    lines.push(`Left out: ${count} ${reason} (${hint}).`);
  }
  if (files.length === 0) return [...lines, "Everything is managed. Nothing was written."].join("\n");
  lines.push(`${declared} ${dryRun ? "would be" : "are"} declared in:`, ...files.map((file) => `  ${file}`));
  for (const { id, reasons } of report.undeclared) lines.push(`Not declared: ${id}: ${reasons.join("; ")}`);
  if (secrets.length > secretsToSet.length)
    lines.push(`Callback URLs in the stack's configuration: ${secrets.join(", ")}`);
  if (secretsToSet.length > 0) {
    lines.push("Callback URLs are secrets. No stack was named, so set them yourself:", ...secretsToSet);
  }
  if (missingImports.length > 0) lines.push("Add to index.ts, which is yours:", ...missingImports);
  return lines.join("\n");
}

interface SettleReport {
  readonly settled: number;
  readonly files: readonly string[];
  readonly kept: readonly string[];
}

/** `devcenter import --settle`: asks the Pulumi CLI only. */
async function settle(options: ImportOptions, command: Command, terminal: Terminal): Promise<void> {
  const { managedBy, typeScriptFiles } = await import("./managed.js");
  const { stack } = command.optsWithGlobals<GlobalOptions>();
  const stacks = options.inStack ?? (stack === undefined ? [undefined] : [stack]);
  const managed: ManagedResource[] = [];
  for (const name of stacks) managed.push(...(await managedBy(name, options.out)));
  const known = new Set(managed.map(({ kind, resource, id }) => `${kind} ${resource} ${id}`));
  const style = await styleOf(options.out);
  const kept: string[] = [];
  const files: string[] = [];
  let settled = 0;
  for (const file of await typeScriptFiles(options.out)) {
    const text = await readFile(file, "utf8");
    const name = relative(options.out, file);
    const result = settleFile(text, (kind, resource, id) => known.has(`${kind} ${resource} ${id}`), style);
    kept.push(...result.kept.map((reason) => `${name}: ${reason}`));
    settled += result.done.length;
    if (result.done.length === 0) continue;
    files.push(name);
    if (options.dryRun !== true) await writeFile(file, result.text);
  }
  const report: SettleReport = { settled, files, kept };
  showOn(terminal, command)(report, () => settleText(report));
}

function settleText({ settled, files, kept }: SettleReport): string {
  return [
    settled === 0
      ? "No import option could be taken out."
      : `${settled} import options are out, in ${files.join(", ")}.`,
    ...kept.map((reason) => `Kept: ${reason}`),
  ].join("\n");
}
