import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { inTurn } from "./rounds";
import { sizeFrom } from "./settings";
import { median, medianRatio, printTable } from "./table";

const rounds = sizeFrom("BENCH_IMPORT_ROUNDS", 31);
const packages = ["@pulumi/pulumi", "pulumi-devcenter"] as const;

/** What a program pays for before its first line: the import of this package, which imports Pulumi's SDK itself. */
export async function importTime(): Promise<void> {
  const ms = await inTurn(packages, rounds, loadingMs);
  printTable(
    `Import in a fresh process, ${rounds} rounds`,
    ["package", "milliseconds (median)", "÷ @pulumi/pulumi"],
    packages.map((name) => [
      name,
      median(ms[name]).toFixed(0),
      medianRatio(ms[name], ms["@pulumi/pulumi"]).toFixed(3),
    ]),
  );
}

async function loadingMs(name: string): Promise<number> {
  const script = `const begin = performance.now(); require("${name}"); console.log(performance.now() - begin)`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
    cwd: join(__dirname, ".."),
  });
  return Number(stdout);
}
