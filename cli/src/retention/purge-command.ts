import type { Command } from "commander";
import { systemClock } from "pulumi-devcenter/internal";
import { NotFoundError } from "../exit-codes";
import { removeAbandonedFolders } from "../report-data/private-folder";
import { showOn } from "../session";
import type { Terminal } from "../terminal";
import { age } from "./age";
import { purge } from "./purge";
import { reportLeftFiles, throwIfOverdue } from "./purge-due-files";

interface PurgeCommandOptions {
  readonly out: string;
  readonly olderThan?: number;
  readonly dryRun?: boolean;
}

const notes = `
Only what devcenter has written there is destroyed, by its manifest. A file that was changed since is named and
left, and the exit code is 1. Every command that downloads does this first.

Examples:
  $ devcenter purge --out data
  $ devcenter purge --out data --older-than 0d --dry-run`;

/** `devcenter purge`. */
export function addPurge(program: Command, terminal: Terminal): void {
  program
    .command("purge")
    .description("destroy reports, converted files and cabs that must not be kept any longer")
    .requiredOption("--out <directory>", "where they were downloaded to")
    .option("--older-than <age>", "in days or hours; 0d: all, 30d (default): what is due", age)
    .option("--dry-run", "only list what would be destroyed")
    .action(async ({ out, olderThan, dryRun = false }: PurgeCommandOptions, command: Command) => {
      // The library for schemas comes only now, for --help has no use for it.
      const { hasManifest, openManifest, readManifest } = await import("./manifest-folder.js");
      // A name that was mistyped must not look like a folder in which nothing is due.
      if (!(await hasManifest(out))) throw new NotFoundError(`Nothing was ever downloaded to ${out}.`);
      const manifest = await (dryRun ? readManifest : openManifest)(out, systemClock);
      try {
        for (const warning of manifest.warnings) terminal.say(warning);
        if (!dryRun) await removeAbandonedFolders();
        const outcome = await purge(manifest, { olderThanMs: olderThan, dryRun, now: systemClock.now() });
        showOn(terminal, command)({ dryRun, ...outcome }, () =>
          [
            ...outcome.destroyed.map(({ file }) => `${dryRun ? "due" : "destroyed"}  ${file}`),
            ...outcome.gone.map(({ file }) => `gone already  ${file}`),
            `${outcome.destroyed.length} ${dryRun ? "would be destroyed" : "destroyed"}, ${outcome.gone.length} gone already, ${outcome.left.length} left.`,
          ].join("\n"),
        );
        reportLeftFiles(outcome, terminal);
        throwIfOverdue(outcome);
      } finally {
        await manifest.close();
      }
    })
    .addHelpText("after", notes);
}
