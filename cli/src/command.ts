#!/usr/bin/env node
import "./node-version";

import { run } from "./program";
import { processTerminal } from "./terminal";

// A reader such as `head` has had enough: no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

// A file that may not become longer: the write that failed says it better than the end of the process, which the library
// for locks would make of this signal.
process.on("SIGXFSZ", () => undefined);

// It never throws. A connection that is still being made, to a host that does not answer, would keep the process for
// minutes; what was written reaches its reader first.
void run(process.argv.slice(2), processTerminal, process.env).then((code) => {
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
});
