#!/usr/bin/env node
import "./node-version";

import { run } from "./program";
import { processTerminal } from "./terminal";

/** How long a command has to end by its own exit code when its reader has gone. */
const endMs = 10_000;

// A reader such as `head` has had enough: no error of ours, and none that hides one. What goes on has nobody to tell.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") return void setTimeout(() => process.exit(0), endMs).unref();
  process.stderr.write(`devcenter: The result could not be written (${code}).\n`);
  process.exit(1);
});

// News that nobody reads, or that a full disk does not take, must not keep a purge from its work.
process.stderr.on("error", () => undefined);

// A file that may not become longer: the write that failed says it better than the end of the process, which the library
// for locks would make of this signal.
process.on("SIGXFSZ", () => undefined);

// It never throws. A connection that is still being made, to a host that does not answer, would keep the process for
// minutes; what was written reaches its reader first.
void run(process.argv.slice(2), processTerminal, process.env).then((code) => {
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
});
