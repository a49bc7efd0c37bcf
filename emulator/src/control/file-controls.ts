import { z } from "zod";
import type { BlobDigest } from "../blobs/packages";
import { dayOf, type Failure, type FailureView } from "../failures/failure-data";
import { acceptShare } from "../hardware/sharing";
import { packageAddress } from "../hardware/submission-package";
import { byId, Control, type Id } from "./control";

/** What is known of a package, and how it came. */
export interface PackageFacts extends BlobDigest {
  /** How often a blob was written or put together from blocks at the upload link. */
  uploads: number;
  /** How often a commit took effect. */
  commits: number;
}

/** A response over HTTP holds all of them in memory. */
const maxDays = 366;

const failureQuery = z.strictObject({
  view: z.enum(["IHVDriver", "OEMDriver"]),
  from: z.string(),
  to: z.string(),
});

function daysBetween(from: string, to: string) {
  const [first, last] = [from, to].map((day) => dayOf(Date.parse(day))) as [number, number];
  if (![from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) || Number.isNaN(first + last)) {
    throw new RangeError(`"${from}" and "${to}" are not two days; write them yyyy-mm-dd`);
  }
  if (last - first >= maxDays) {
    throw new RangeError(`from ${from} to ${to} are more than ${maxDays} days; ask for a year at a time`);
  }
  return { from: first, to: last + 1 };
}

/** What is behind the links: packages, shared submissions, failures and report files. */
export const fileControls = {
  /**
   * What the upload link of a submission has received, and how often. Undefined when that is no package yet.
   * Throws a RangeError when there is no such submission.
   */
  packageOf: new Control(
    ({ store, packages }) =>
      async (submissionId: Id): Promise<PackageFacts | undefined> => {
        const submission = store.get("submission", submissionId);
        const digest = await packages.digest(packageAddress(submission));
        const { uploads, commits } = submission;
        return digest && { ...digest, uploads, commits };
      },
  ).over("GET /submissions/:id/package", byId, async (packageOf, { params: { id } }) => {
    const found = await packageOf(id);
    if (!found) throw Object.assign(new Error(`submission ${id} has no package`), { statusCode: 404 });
    return found;
  }),

  /**
   * Plays the partner with whom a finished label has shared: its product and submission appear in this account, read-only
   * and with ids of their own. Throws a RangeError when the label has shared nothing yet.
   */
  receiveShared: new Control((services) => (labelId: Id): { productId: string; submissionId: string } => {
    const { id, productId } = acceptShare(services, services.store.get("shippingLabel", labelId));
    return { productId, submissionId: id };
  }).over("POST /labels/:id/receive", byId, (receive, { params }) => receive(params.id)),

  /**
   * The failures that reports are made from, as a view shows them, in the order they happened: those of the days (UTC) from
   * one to another, both included, written yyyy-mm-dd. Throws a RangeError when these are no days, or more than 366.
   */
  failures: new Control(
    ({ failures }) =>
      (view: FailureView, from: string, to: string): AsyncIterable<Failure> =>
        failures.rows(view, daysBetween(from, to)),
  ).over("GET /failures", { query: failureQuery }, async (failures, { query: { view, from, to } }) => {
    const rows: Failure[] = [];
    for await (const row of failures(view, from, to)) rows.push(row);
    return rows;
  }),

  /**
   * Makes the files of all completed runs of a schedule now, so that the first to follow a link need not wait. Returns how
   * many runs have one. Throws a RangeError when there is no such schedule.
   */
  makeReports: new Control(
    ({ reports, store }) =>
      (reportId: Id): Promise<number> =>
        reports.ensureAll(store.get("reportSchedule", reportId)),
  ).over("POST /reports/:id/files", byId, async (makeReports, { params }) => ({
    runs: await makeReports(params.id),
  })),
};
