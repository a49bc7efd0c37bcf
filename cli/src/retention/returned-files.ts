import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { foundAt } from "./changed-file";
import type { KeptFile, Manifest } from "./manifest";
import { safePath } from "./safe-path";

/**
 * Files that lie where they were although their rows say that they are destroyed: moved away and put back, restored from a
 * backup, unzipped again, or of a row that was edited. Whatever else has got such a name is not ours.
 */
export async function returnedFiles(manifest: Manifest): Promise<KeptFile[]> {
  const rows = manifest.rows();
  const living = rows.filter(({ destroyedAt }) => destroyedAt === undefined);
  const taken = new Set(living.map(({ file }) => file));
  const destroyed = rows.filter(({ file }) => !taken.has(file));
  // Rows stay for years: folders are looked at, not each path.
  const folders = [...new Set(destroyed.map(({ file }) => dirname(file)))];
  const names = await Promise.all(folders.map(async (folder) => namesIn(manifest, folder)));
  const there = new Set(names.flat());
  const found: KeptFile[] = [];
  for (const row of destroyed) if (there.has(row.file) && (await isItself(manifest, row))) found.push(row);
  return found;
}

async function namesIn({ folder }: Manifest, below: string): Promise<string[]> {
  const names = await readdir(join(folder, below)).catch(() => []);
  return names.map((name) => (below === "." ? name : `${below}/${name}`));
}

async function isItself({ folder }: Manifest, row: KeptFile): Promise<boolean> {
  const found = safePath(folder, row.file).then((path) => foundAt(path, row));
  return (await found.catch(() => undefined)) === "itself";
}
