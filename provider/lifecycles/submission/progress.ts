import type { SubmissionRecord } from "../../api/endpoints/submissions";
import type { WorkflowStatus } from "../../api/endpoints/workflow-status";
import { monotonicMs } from "../../api/http/clock";
import { measureFile } from "../../api/transfer/hash-file";
import type { Context } from "../core/lifecycle";
import { PermanentFailureError, type Remedy } from "../core/permanent-failure";
import { logChanges, pollUntil } from "../core/polling";
import { commit, isCommitted } from "./commit";
import { downloadLink, isSignedOffered } from "./downloads";

/** How far `waitFor` goes. */
export const goals = ["none", "committed", "signed"] as const;
export type Goal = (typeof goals)[number];

/** What a submission's way from pending to signed is to be. */
export interface SubmissionPlan {
  readonly productId: string;
  readonly submissionId: string;
  readonly package?: string;
  /** The content that was checked in preview. */
  readonly packageSha256?: string;
  readonly commit: boolean;
  readonly waitFor: Goal;
  readonly waitTimeoutMinutes: number;
}

/** Uploads, commits and waits, as far as the course says, from wherever the submission stands now. */
export async function uploadCommitAndWait(
  context: Context,
  course: SubmissionPlan,
): Promise<SubmissionRecord> {
  const record = await context.devCenter.submissions.get(course.productId, course.submissionId);
  if (course.package === undefined) return record;
  if (isCommitted(record.commitStatus)) return waitForGoal(context, course, record);
  await upload(context, course, course.package, record);
  if (!course.commit) return record;
  await commit(context, course);
  const committed = await context.devCenter.submissions.get(course.productId, course.submissionId);
  // The service may go on saying commitPending for a moment after it has accepted.
  const commitStatus = isCommitted(committed.commitStatus) ? committed.commitStatus : "commitReceived";
  return waitForGoal(context, course, { ...committed, commitStatus });
}

function nameOf({ productId, submissionId }: WaitTarget): string {
  return `Submission ${productId}/${submissionId}`;
}

async function upload(
  context: Context,
  course: SubmissionPlan,
  path: string,
  record: SubmissionRecord,
): Promise<void> {
  const { sha256, bytes: size } = await measureFile(path);
  if (course.packageSha256 !== undefined && course.packageSha256 !== sha256) {
    throw new Error(`The package ${path} has changed since it was checked. Nothing was uploaded.`);
  }
  const { devCenter } = context;
  let shown: SubmissionRecord | undefined = record;
  let toldAt = 0;
  await context.devCenter.upload({
    path,
    size,
    sha256,
    async link() {
      // The submission was asked for a moment ago; after that, every GET gives a fresh link.
      const current = shown ?? (await devCenter.submissions.get(course.productId, course.submissionId));
      shown = undefined;
      return uploadLink(current);
    },
    signal: context.signal,
    onProgress(bytes) {
      const now = monotonicMs(context.clock);
      if (bytes < size && now - toldAt < 5_000) return;
      toldAt = now;
      context.log(
        `${nameOf(course)}: ${Math.floor((100 * bytes) / size)} % of ${megabytes(size)} MB uploaded`,
      );
    },
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Where a submission's package is, or is to be: a secret that expires. */
export function packageLink(record: SubmissionRecord): string | undefined {
  // Beside an initialPackage, a derivedPackage is the shell of a driver update, which cannot be written.
  return downloadLink(record, "initialPackage") ?? downloadLink(record, "derivedPackage");
}

function uploadLink(record: SubmissionRecord): string {
  const link = packageLink(record);
  if (link === undefined) throw new Error("Dev Center gives no link to upload the package to.");
  return link;
}

/** What a wait for a submission ends at; `metadata`: its driver metadata can be had. */
export interface WaitTarget {
  readonly productId: string;
  readonly submissionId: string;
  readonly waitFor: Goal | "metadata";
  readonly waitTimeoutMinutes: number;
}

const notYet: Readonly<Record<WaitTarget["waitFor"], string>> = {
  none: "is not there",
  committed: "is not committed",
  signed: "is not signed",
  metadata: "has no driver metadata",
};

/**
 * Watches a submission on its way and says each step, until it has come where it should.
 *
 * @param start where it stands, when that was asked just now
 * @throws WaitTimeoutError, and an Error with the service's own words when a step failed
 */
export async function waitForGoal(
  context: Context,
  stay: WaitTarget,
  start?: SubmissionRecord,
): Promise<SubmissionRecord> {
  if (stay.waitFor === "none" && start !== undefined) return start;
  const tell = logChanges(context);
  let known = start;
  let commitStatus: string | undefined;
  const { waitTimeoutMinutes: timeoutMinutes } = stay;
  return pollUntil(context, {
    timeoutMinutes,
    async poll() {
      const record = known ?? (await context.devCenter.submissions.get(stay.productId, stay.submissionId));
      known = undefined;
      commitStatus = record.commitStatus;
      tell(`${nameOf(stay)}: ${statusText(record)}`);
      await throwIfFailed(context, record);
      return hasReached(record, stay.waitFor) ? record : undefined;
    },
    whenTimeIsUp: () => ({
      name: nameOf(stay),
      state: notYet[stay.waitFor],
      timeoutMinutes,
      next: whatGoesOn(commitStatus, stay.waitFor),
    }),
  });
}

function hasReached(record: SubmissionRecord, goal: WaitTarget["waitFor"]): boolean {
  switch (goal) {
    case "none":
      return true;
    case "committed":
      return record.commitStatus === "commitComplete" || isSigned(record);
    case "signed":
      // It may come later than the step that says it is done, and alone it is proof: a step can be a mere number.
      return isSignedOffered(record);
    case "metadata":
      return downloadLink(record, "driverMetadata") !== undefined;
  }
}

/** What Dev Center does with a submission after we stopped waiting for it. */
export function whatGoesOn(commitStatus: string | undefined, waitFor?: WaitTarget["waitFor"]): string {
  if (waitFor === "metadata" && isCommitted(commitStatus))
    return "A submission that a partner shared gets none until it is asked for (devcenter submissions create-metadata); any other gets it once it is signed.";
  return isCommitted(commitStatus)
    ? "Dev Center goes on with it."
    : `Dev Center has not begun: it shows ${commitStatus ?? "no commit status"}.`;
}

/** What a workflow shows of a package that is signed, whatever the service calls its step. */
const signedStatus = { currentStep: "finalizeIngestion", state: "completed" };

/** The workflow as state keeps it: a signed package proves that it is over. */
export function workflowStatusOf({
  workflowStatus,
  links,
}: Pick<SubmissionRecord, "workflowStatus" | "links">): WorkflowStatus | undefined {
  if (!isSignedOffered({ links }) || workflowStatus?.state === "failed") return workflowStatus;
  return { messages: [], ...workflowStatus, ...signedStatus };
}

export function isSigned({ workflowStatus }: Pick<SubmissionRecord, "workflowStatus">): boolean {
  return workflowStatus?.currentStep === "finalizeIngestion" && workflowStatus.state === "completed";
}

/** Such as `commitComplete, scanning started`. */
export function statusText({ commitStatus, workflowStatus }: SubmissionRecord): string {
  const step = workflowStatus ? `, ${workflowStatus.currentStep} ${workflowStatus.state}` : "";
  return `${commitStatus ?? "no status"}${step}`;
}

/** What can take the place of a submission that failed. */
export function remedyFor({
  type,
  isExtensionInf,
}: Pick<SubmissionRecord, "type" | "isExtensionInf">): Remedy {
  return type?.toLowerCase() === "derived" && isExtensionInf !== true
    ? "another derived submission"
    : "new product";
}

async function throwIfFailed(context: Context, record: SubmissionRecord): Promise<void> {
  const { commitStatus, workflowStatus, links } = record;
  const stepFailed = workflowStatus?.state === "failed";
  if (!stepFailed && commitStatus !== "commitFailed") return;
  const what = stepFailed ? `The step ${workflowStatus.currentStep} failed` : "The commit failed";
  const { errorReport } = links();
  const report = errorReport && (await context.devCenter.readReport(errorReport));
  throw new PermanentFailureError(
    [
      `${what}: ${workflowStatus?.messages.join(" ") || "Dev Center gives no reason"}`,
      ...(report ? ["Its error report:", report] : []),
    ].join("\n"),
    { remedy: remedyFor(record) },
  );
}
