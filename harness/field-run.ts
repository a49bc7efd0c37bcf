import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");

/**
 * Runs test files once more, in a process of their own, with emulators that answer as the field has it.
 *
 * @returns what failed, with all that it printed; empty: nothing
 */
export function failuresInTheField(
  files: readonly string[],
  mochaArgs: readonly string[] = [],
): Promise<string> {
  return failuresOf([...mochaArgs, "--parallel", "--jobs", "2", ...files], { DEVCENTER_TEST_FIELD: "1" });
}

/**
 * Runs test files in a process of their own.
 *
 * @param env variables beside those of this process
 * @returns what failed, with all that it printed; empty: nothing
 */
export async function failuresOf(mochaArgs: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const args = ["--import", "tsx", MOCHA, "--no-config", "--timeout", "900000", "--reporter", "dot"];
  const child = spawn(process.execPath, [...args, ...mochaArgs], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((settle) => child.once("close", settle));
  const passed = Number(/(\d+) passing/.exec(output)?.[1] ?? 0);
  return code === 0 && passed > 0 ? "" : output;
}
