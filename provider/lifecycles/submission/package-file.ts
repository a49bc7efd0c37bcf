import { open, stat } from "node:fs/promises";
import { extname } from "node:path";

/** Zip64 begins here, and the service takes none. */
const sizeLimit = 4 * 1024 ** 3;
/** The first bytes by extension: hlkx and hckx are zip archives, a cab is a Microsoft cabinet. */
const magic: Readonly<Record<string, string>> = { ".hlkx": "PK", ".hckx": "PK", ".cab": "MSCF" };
// The record that only Zip64 archives have lies within the last bytes, before a comment of 64 kB at most.
const zip64Locator = Buffer.from("PK\x06\x07");
const zipTailBytes = 64 * 1024 + 22 + 20;

/** What is wrong with a file as a package, in the form "a package …", or undefined when nothing is. */
export async function packageFault(path: string): Promise<string | undefined> {
  const extension = extname(path).toLowerCase();
  const start = magic[extension];
  if (start === undefined) return "a package with the extension .hlkx, .hckx or .cab";
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "a package file that exists";
  if (!found.isFile()) return "a package file, not a directory";
  if (found.size === 0) return "a package file that is not empty";
  if (found.size >= sizeLimit) return "a package smaller than 4 GiB (Dev Center refuses Zip64)";
  const { head, tail } = await ends(path, found.size);
  if (!head.toString("latin1").startsWith(start)) {
    return `a ${start === "PK" ? "zip archive" : "cabinet file"}, as its extension ${extension} says`;
  }
  if (start === "PK" && tail.includes(zip64Locator))
    return "a zip archive without Zip64 (Dev Center refuses it)";
  return undefined;
}

async function ends(path: string, size: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(Math.min(4, size));
    const tail = Buffer.alloc(Math.min(zipTailBytes, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}
