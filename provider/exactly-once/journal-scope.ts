import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Settings } from "../api/auth/settings";
import { openJournal } from "./file-journal";
import { type Journal, type JournalClock, noJournal } from "./journal";

/** The journal of an account and project folder: two projects, or two accounts, never adopt each other's objects. */
export function openJournalOf(
  { journalDirectory, endpoint, identity }: Settings,
  clock: JournalClock,
): Journal {
  if (journalDirectory === undefined) return noJournal;
  const tenant = identity.kind === "application" ? identity.tenantId : undefined;
  const client = identity.kind === "ready token" ? undefined : identity.clientId;
  const scope = JSON.stringify([endpoint, identity.kind, tenant, client, process.cwd()]);
  const folder = createHash("sha256").update(scope).digest("hex").slice(0, 16);
  return openJournal(join(journalDirectory, folder), clock);
}
