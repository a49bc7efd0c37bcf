import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { LargeAccount } from "../harness/large-account";
import { sizeFrom } from "./settings";
import { printTable } from "./table";

const products = sizeFrom("BENCH_ADOPT_PRODUCTS", 1000);
const labelsPerProduct = 5;

/** `devcenter import` of a large account, beside the same requests from a bare loop; and what the compiler takes for the program. */
export async function adopt(): Promise<void> {
  const account = await LargeAccount.open(products, labelsPerProduct);
  try {
    const { exitCode, err, requests, seconds, peakRssBytes } = await account.import();
    if (exitCode !== 0) throw new Error(err);
    const bare = await account.askAgain(requests);
    account.linkPackages();
    const whole = await compilingSeconds(account.folder, ["**/*.ts"]);
    const one = await compilingSeconds(account.folder, ["products/nic0.ts"]);
    printTable(
      `Import of ${products} products, as many submissions, and ${products * labelsPerProduct} labels; ${requests} requests`,
      ["what", "seconds", "÷ reference", "reference", "peak RSS MB"],
      [
        [
          "devcenter import",
          seconds,
          bare,
          "the same requests, bare",
          (peakRssBytes / 1e6).toFixed(0),
        ] as const,
        ["tsc of the program", whole, one, "tsc of one of its files", ""] as const,
      ].map(([what, took, reference, name, memory]) => [
        what,
        took.toFixed(1),
        (took / reference).toFixed(2),
        `${name}: ${reference.toFixed(1)} s`,
        memory,
      ]),
    );
  } finally {
    await account.close();
  }
}

/** What the compiler takes for these files of the program, strictly. */
async function compilingSeconds(folder: string, include: readonly string[]): Promise<number> {
  const settings = join(folder, "tsconfig.bench.json");
  writeFileSync(settings, JSON.stringify({ extends: "./tsconfig.json", include }));
  const begin = performance.now();
  await promisify(execFile)(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", settings]);
  return (performance.now() - begin) / 1000;
}
