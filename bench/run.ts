import { adopt } from "./adopt";
import { create } from "./create";
import { download } from "./download";
import { importTime } from "./import";
import { kill } from "./kill";
import { noChange } from "./no-change";
import { refresh } from "./refresh";
import { state } from "./state";
import { upload } from "./upload";

/** What can be measured, by name. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  create,
  refresh,
  "no-change": noChange,
  state,
  import: importTime,
  adopt,
  download,
  upload,
  kill,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => benches[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(`There is no bench ${unknown.join(", ")}; there is ${Object.keys(benches).join(", ")}.`);
  }
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
