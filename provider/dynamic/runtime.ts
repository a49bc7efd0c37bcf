import "./process-requirements";

import { setFlagsFromString } from "node:v8";
import type * as pulumi from "@pulumi/pulumi";
import { lifecycles } from "../lifecycles/registry";
import { watchEngine } from "./engine-watch";
import { leaveErrorsToEngine } from "./errors";
import { createHandlers } from "./handlers";
import { isProviderProcess } from "./process-requirements";
import { createSession } from "./session";

// The HTTP parser of undici is WebAssembly. To optimise it costs V8 some 35 MB, a sixth of this whole process, for the
// sake of a few requests a second. Has to stand before the first request, which compiles the parser.
setFlagsFromString("--liftoff-only");

// Pulumi shows what the provider process prints, at the level of the stack.
const session = createSession({ environment: process.env, say: (message) => console.log(message) });

if (isProviderProcess) leaveErrorsToEngine(console);

watchEngine(process.argv[2], () => process.exit(1));

// Pulumi ends its providers by SIGINT, after everything is in state; a second ^C of the user comes as SIGINT, too, while
// handlers are at work, and leaves them about five seconds.
process.on("SIGINT", () => {
  if (session.running.isIdle) {
    session.conclude();
    session.confirm();
    process.exit(0);
  }
  session.interrupt();
});

/**
 * The handlers of a kind. Users' state holds `require("pulumi-devcenter/runtime")("<kind>")`, so neither this path nor
 * the names of the kinds can ever change; what they answer can, and every resource then runs the new code.
 */
function runtime(kind: string): pulumi.dynamic.ResourceProvider {
  const lifecycle = lifecycles[kind];
  if (lifecycle === undefined) {
    throw new Error(
      `This version of pulumi-devcenter does not know the kind ${kind}. The state was written by a newer version: npm install pulumi-devcenter@latest`,
    );
  }
  return createHandlers(lifecycle, session);
}

export = runtime;
