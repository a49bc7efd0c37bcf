import type * as pulumi from "@pulumi/pulumi";
import { lifecycles } from "../lifecycles/kinds";
import { createHandlers } from "./handlers";
import { createSession } from "./session";

// Pulumi shows what the provider process prints, at the level of the stack.
const session = createSession({ environment: process.env, say: (message) => console.log(message) });

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
