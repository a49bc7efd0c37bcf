import { start } from "devcenter-emulator";
import { Stack, type StateRow, type Way } from "./stack";
import { printTable } from "./table";

const ways: readonly Way[] = ["ours", "naive"];
const kinds = ["template", "schedule"];

/** What one template and one schedule take in the state, as JSON without blanks. The same on every machine. */
export async function state(): Promise<void> {
  const emulator = await start({ port: 0 });
  const rows: string[][] = [];
  try {
    for (const way of ways) {
      const stack = await Stack.open({ way, pairs: 1, emulator });
      try {
        await stack.up();
        const resources = await stack.state();
        for (const kind of kinds) {
          const resource = resources.find(({ urn }) => urn.endsWith(`::${kind}-0`));
          if (resource === undefined) throw new Error(`${way}: there is no ${kind} in the state`);
          rows.push([way, kind, ...bytesOf(resource).map(String)]);
        }
      } finally {
        stack.remove();
      }
    }
  } finally {
    await emulator.close();
  }
  printTable(
    "Bytes of one resource in the state",
    ["provider", "resource", "all", "inputs", "beyond the inputs", "one `__provider`"],
    rows,
  );
}

/** All; the inputs that the program gives; the rest; the text that leads to the code, which is kept twice. */
function bytesOf(resource: StateRow): number[] {
  // What our classes add is no input of the program.
  const { __provider: provider, resourceUrn, ...inputs } = resource.inputs ?? {};
  const all = lengthOf(resource);
  return [all, lengthOf(inputs), all - lengthOf(inputs), lengthOf(provider)];
}

function lengthOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
