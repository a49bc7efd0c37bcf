import { readdirSync, readlinkSync } from "node:fs";

/** Files of a folder that this process has open; only Linux says it. */
export function openFilesOf(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((number) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${number}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // The one that is read here.
      return [];
    }
  });
}
