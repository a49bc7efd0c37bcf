import { Command, CommanderError } from "commander";
import { redact } from "pulumi-devcenter/internal";
import type { Environment, Overrides } from "pulumi-devcenter/internal/dev-center";
import { version } from "../package.json";
import { addAudiences } from "./audiences";
import { addCabs } from "./cabs/cabs";
import { addEmulator } from "./emulator";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes";
import { explained } from "./hints";
import { addImport } from "./import/command";
import { addJournal } from "./journal";
import { addPreprod } from "./preprod/command";
import { addProducts } from "./products";
import { addTranslate } from "./related-submission";
import { addReports } from "./reports/reports";
import { addPurge } from "./retention/purge-command";
import { addReview } from "./review/command";
import { type OpenSession, sessionsOn } from "./session";
import { addShippingLabels } from "./shipping-labels";
import { addSubmissions } from "./submissions";
import type { Terminal } from "./terminal";

/** What the help of the whole command ends with. */
export const afterHelp = `
Settings are those of the provider: the environment (AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, …), or
with --stack the configuration of that stack of the Pulumi project in the current folder, which goes first.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 configuration or sign-in, 4 not found, 5 timed out,
6 a run of a report failed at the service, 7 an import left something undeclared, 8 a review found what --fail-on names,
130 and 143 stopped by SIGINT and SIGTERM.

Examples:
  $ devcenter submissions show 14631253285588838/1152921504621465124
  $ devcenter submissions list 14631253285588838 --stack production --json`;

/** Runs the command with these arguments, and gives its exit code. Never throws. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment,
  network?: Overrides["network"],
): Promise<ExitCode> {
  try {
    const program = buildProgram(args, terminal, environment, sessionsOn(terminal, environment, network));
    await program.parseAsync(args, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    // Commander has printed it already.
    if (!(error instanceof CommanderError)) terminal.say(`devcenter: ${wordsOf(error)}`);
    return exitCodeOf(error);
  }
}

function buildProgram(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment,
  open: OpenSession,
): Command {
  const program = new Command("devcenter")
    .description("What is operated rather than declared on the Microsoft Hardware Dev Center.")
    .version(version)
    .option("--json", "print the result as JSON")
    .option("--stack <name>", "read the configuration of this stack, by the Pulumi CLI")
    .option("--endpoint <url>", "address of the service, instead of devcenter:endpoint or DEVCENTER_ENDPOINT")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    })
    .exitOverride()
    .addHelpText("after", afterHelp);
  addProducts(program, open);
  addSubmissions(program, open);
  addShippingLabels(program, open);
  addPreprod(program, open);
  addAudiences(program, open);
  addTranslate(program, open);
  addReports(program, open, terminal);
  addCabs(program, open);
  addPurge(program, terminal);
  addJournal(program, terminal, environment);
  addImport(program, open, terminal);
  addReview(program, terminal);
  addEmulator(program, args);
  return program;
}

/** One error, without its stack. Ours hold no link already; what a library threw may. */
function wordsOf(error: unknown): string {
  return redact(explained(error));
}
