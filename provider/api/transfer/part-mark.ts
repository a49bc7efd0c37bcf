import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";

/** A weak one promises the same meaning, not the same bytes; and what no header may hold, no store gave. */
export const strongEtag = /^(?!W\/)[\x21-\x7e]+$/;

const mark = z.object({
  /** The store's name for this very content. */
  etag: z.string().regex(strongEtag),
  size: z.number().optional(),
  /** Base64, where the store knows it. */
  md5: z.string().optional(),
});

/** Of what the bytes in a part are the beginning. */
export type PartialFileInfo = Partial<z.output<typeof mark>>;

/** Undefined when there is none, or none that can be trusted. */
export async function readMark(path: string): Promise<PartialFileInfo | undefined> {
  try {
    return mark.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** A process can be killed at any moment, and half a mark would say something wrong. */
export async function writeMark(path: string, info: PartialFileInfo, mode: number): Promise<void> {
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, JSON.stringify(info), { flag: "wx", mode });
  await rename(`${path}.new`, path);
}
