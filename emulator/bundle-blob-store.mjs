// Bundles the blob store's process into one file: Azurite without its SQL databases and telemetry. So a user installs none
// of its 370 packages, needs no newer Node.js because of them, and has a store that starts in half the time.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const blobs = join(dirname(fileURLToPath(import.meta.url)), "dist", "blobs");
const file = join(blobs, "azurite-process.js");
// The emulator's store fetches nothing, uses no database, and sends no telemetry.
const neverUsed =
  /(\/SqlBlob(Server|Configuration)|^(applicationinsights|axios|form-data|tough-cookie|tunnel))$/;

// Some of these are called while the others load, so the stand-in can be called and read.
const nothing = "const nothing = new Proxy(() => nothing, { get: () => nothing }); module.exports = nothing;";

const withoutUnused = {
  name: "without what is never used",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: "unused" }));
    onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: nothing }));
  },
};

/** The folder of the package that a bundled file is of. */
function packageOf(path) {
  const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return folder;
}

/** The licences demand that their texts are distributed with the code. */
function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  // Azurite's own notice is of all that it installs.
  const wanted = name === "azurite" ? /^license$/i : /^(licen[cs]e|notice)(\.(md|txt))?$/i;
  const texts = readdirSync(folder).filter((entry) => wanted.test(entry));
  return [
    `${name} ${version} (${license})`,
    ...texts.map((text) => readFileSync(join(folder, text), "utf8")),
  ].join("\n\n");
}

async function bundle() {
  const { metafile } = await build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: "node",
    target: "node20",
    metafile: true,
    absWorkingDir: process.cwd(),
    plugins: [withoutUnused],
    logLevel: "warning",
  });
  const folders = new Set(Object.keys(metafile.inputs).flatMap((path) => packageOf(path) ?? []));
  const licences = [...folders].sort().map(licenceIn);
  writeFileSync(join(blobs, "azurite-licences.txt"), `${licences.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

// The compiler overwrites the bundle only when the source has changed.
if (!existsSync(join(blobs, "azurite-licences.txt")) || readFileSync(file).length < 100_000) await bundle();
