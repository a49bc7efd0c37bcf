// What npm publishes of package.json: what a user's machine needs, and nothing of this repository's own workings.
// npm runs `clean` before it packs and `restore` after it.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const manifest = join(root, "package.json");
const kept = join(root, "package.json.kept");

const verbs = {
  clean() {
    // A pack that was killed has left the whole one there.
    if (existsSync(kept)) renameSync(kept, manifest);
    copyFileSync(manifest, kept);
    const { scripts, workspaces, devDependencies, ...published } = JSON.parse(readFileSync(manifest, "utf8"));
    writeFileSync(`${manifest}.new`, `${JSON.stringify(published, null, 2)}\n`);
    renameSync(`${manifest}.new`, manifest);
  },
  restore() {
    if (existsSync(kept)) renameSync(kept, manifest);
  },
};

verbs[process.argv[2]]();
