import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Whether a file can be written past the cache of the system: Linux can, on most file systems. */
export async function takesDirectWrites(path: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const file = await open(path, constants.O_DIRECT).catch(() => undefined);
  await file?.close();
  return file !== undefined;
}
