import { lstat, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { KeptFile, Manifest } from "./manifest";
import { safePath } from "./safe-path";

/**
 * Files that lie where they were although their rows say that they are destroyed: moved away and put back, restored from a
 * backup, unzipped again, or of a row that was edited. Whatever else has got such a name is not ours.
 */
export async function returnedFiles(manifest: Manifest): Promise<KeptFile[]> {
  const rows = manifest.rows();
  const living = [...rows.filter(({ destroyedAt }) => destroyedAt === undefined), ...manifest.unfinished()];
  const taken = new Set(living.map(({ file }) => file));
  const destroyed = rows.filter(({ destroyedAt, file }) => destroyedAt !== undefined && !taken.has(file));
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

async function isItself({ folder }: Manifest, { file, bytes, sha256 }: KeptFile): Promise<boolean> {
  const path = await safePath(folder, file).catch(() => undefined);
  if (path === undefined) return false;
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size !== bytes) return false;
  return (await measureFile(path).catch(() => undefined))?.sha256 === sha256;
}
