import { readFile, rm } from "node:fs/promises";
import { writeOwnFile } from "../atomic-file";

/** A package that was handed in, and the content and the account that it is of. No secret. */
export interface PendingPackage {
  readonly packageId: string;
  /** Of the package, in hexadecimal digits. */
  readonly sha256: string;
  readonly account: string;
}

/** Notes it, for there is no list of packages in which it could be found again. */
export function savePending(note: string, underWay: PendingPackage): Promise<void> {
  return writeOwnFile(note, `${JSON.stringify(underWay, undefined, 2)}\n`);
}

/** The id under which this very content is on its way in this account; undefined: it is not. */
export async function pendingId(
  note: string,
  { sha256, account }: Omit<PendingPackage, "packageId">,
): Promise<string | undefined> {
  try {
    const found = JSON.parse(await readFile(note, "utf8")) as Partial<PendingPackage>;
    const isIt = found.sha256 === sha256 && found.account === account;
    return isIt && typeof found.packageId === "string" ? found.packageId : undefined;
  } catch {
    // None, or one that is damaged.
    return undefined;
  }
}

export function removePending(note: string): Promise<void> {
  return rm(note, { force: true });
}
