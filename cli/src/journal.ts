import type { Command } from "commander";
import type { Environment } from "pulumi-devcenter/internal/dev-center";
import type { OpenCreation, OpenCreations } from "pulumi-devcenter/internal/lifecycles";
import { NotFoundError } from "./exit-codes";
import { type GlobalOptions, showOn } from "./session";
import { readStackConfiguration } from "./stack-configuration";
import { table } from "./table";
import type { Terminal } from "./terminal";

/** `devcenter journal`: the creations that a run began and that no resource has claimed. */
export function addJournal(program: Command, terminal: Terminal, environment: Environment): void {
  const journal = program
    .command("journal")
    .description("creations that a killed run began and that no resource has claimed");
  journal
    .command("list")
    .description("list them, of all accounts and projects, and say how to adopt what Dev Center has made")
    .action(async (_options, command: Command) => {
      const { listOpenCreations } = await import("pulumi-devcenter/internal/lifecycles");
      const directory = await directoryOf(command, environment);
      const found = directory === undefined ? { open: [], unreadable: [] } : listOpenCreations(directory);
      showOn(terminal, command)(found, () => listText(found, directory));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter journal list --stack production");
  journal
    .command("forget")
    .description("remove one entry; its object stays on Dev Center")
    .argument("<name>", "of the entry, as journal list shows it, or of its file")
    .action(async (name: string, _options, command: Command) => {
      const { forgetCreation } = await import("pulumi-devcenter/internal/lifecycles");
      const directory = await directoryOf(command, environment);
      if (directory === undefined || !forgetCreation(directory, name))
        throw new NotFoundError(`There is no entry ${name} in ${directory ?? "the journal: none is kept"}.`);
      showOn(terminal, command)({ forgotten: name }, () => `forgotten  ${name}`);
    })
    .addHelpText("after", "\nExample:\n  $ devcenter journal forget 7f0c2a51-6d0f-4c39-9a52-0f3f1f3f8a6e");
}

async function directoryOf(command: Command, environment: Environment): Promise<string | undefined> {
  const { stack } = command.optsWithGlobals<GlobalOptions>();
  const { journalDirectoryOf } = await import("pulumi-devcenter/internal/dev-center");
  return journalDirectoryOf(await readStackConfiguration(stack), environment);
}

function listText({ open, unreadable }: OpenCreations, directory: string | undefined): string {
  if (directory === undefined) return "No journal is kept: devcenter:journalDirectory is none.";
  const parts = [
    ...(open.length === 0
      ? [`No creation is open in ${directory}.`]
      : [table(["ENTRY", "KIND", "BEGUN", "ID", "RESOURCE"], open.map(row)), ...open.map(advice)]),
    ...unreadable.map(({ file, why }) => `cannot be read (${why}): ${file}. Nothing is created past it.`),
  ];
  return parts.join("\n");
}

function row({ name, kind, begunAt, id = "", resource }: OpenCreation): string[] {
  return [name, kind, begunAt, id, resource];
}

function advice({ name, kind, id, resource, isRunning }: OpenCreation): string {
  const own = `${name}: `;
  if (isRunning) return `${own}a run may still be at work on it.`;
  const declared = resource.split("::").at(-1) ?? resource;
  if (id === undefined)
    return `${own}Dev Center may have made this ${kind}. The next up of ${declared} looks for it; if there is none, run journal forget.`;
  return `${own}Dev Center has made ${kind} ${id}. The next up of ${declared} takes it over. Under another name, adopt it with { import: "${id}" } and run journal forget.`;
}
