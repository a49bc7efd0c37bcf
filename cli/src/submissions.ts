import { type Command, Option } from "commander";
import { partnerCenterUrl, type SubmissionDetails, submissionDetails } from "pulumi-devcenter/internal";
import type { SubmissionRecord } from "pulumi-devcenter/internal/dev-center";
import { decimalId, minutes, type SubmissionId, submissionIdOf } from "./ids";
import { interruptible } from "./interruption";
import type { OpenSession } from "./session";
import { addDownload } from "./submission-download";
import { properties, table } from "./table";

const goals = ["committed", "signed", "metadata"] as const;
type Goal = (typeof goals)[number];

interface WaitOptions {
  readonly for: Goal;
  readonly timeoutMinutes: number;
}

/** `devcenter submissions`. */
export function addSubmissions(program: Command, open: OpenSession): void {
  const submissions = program.command("submissions").description("submissions of a product, and their files");
  addReading(submissions, open);
  addStatus(submissions, open);
  addWait(submissions, open);
  addDownload(submissions, open);
  addCreateMetadata(submissions, open);
}

function addReading(submissions: Command, open: OpenSession): void {
  submissions
    .command("list")
    .description("all submissions of a product; only show has their workflow")
    .argument("<productId>", "id in decimal digits", decimalId)
    .action(async (productId: string, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = (await devCenter.submissions.list(productId)).map(submissionDetails);
      show(found, () => tableOf(found));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter submissions list 14631253285588838");

  submissions
    .command("show")
    .description("one submission: its state, and which files it offers")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .action(async ({ productId, submissionId }: SubmissionId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const submission = shownSubmission(await devCenter.submissions.get(productId, submissionId));
      show(submission, () => submissionText(submission));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter submissions show 14631253285588838/1152921504621465124");
}

function addWait(submissions: Command, open: OpenSession): void {
  submissions
    .command("wait")
    .description("wait until a submission reaches a state, and print each step; fails when a step fails")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .addOption(
      new Option("--for <goal>", "signed: its signed package can be had; metadata: its driver metadata")
        .choices(goals)
        .default("signed"),
    )
    .option("--timeout-minutes <minutes>", "longest wait, then end with exit code 5", minutes, 60)
    .action(async (id: SubmissionId, { for: goal, timeoutMinutes }: WaitOptions, command: Command) => {
      const { waitForGoal } = await import("pulumi-devcenter/internal/lifecycles");
      const stay = {
        ...id,
        waitFor: goal,
        waitTimeoutMinutes: timeoutMinutes,
      };
      await interruptible(async (signal) => {
        const { context, show } = await open(command, signal);
        const submission = shownSubmission(await waitForGoal(context, stay));
        show(submission, () => submissionText(submission));
      });
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter submissions wait 14631253285588838/1152921504621465124 --for signed --timeout-minutes 240",
    );
}

function addStatus(submissions: Command, open: OpenSession): void {
  submissions
    .command("status")
    .description("how far a submission is, in one word: created, processing, signed or failed")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .action(async ({ productId, submissionId }: SubmissionId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const { stageOf } = await import("pulumi-devcenter/internal/lifecycles");
      const record = await devCenter.submissions.get(productId, submissionId);
      const status = stageOf(record);
      const { workflowStatus, partnerCenterUrl } = shownSubmission(record);
      show({ productId, submissionId, status, workflowStatus, partnerCenterUrl }, () => status);
    })
    .addHelpText(
      "after",
      `
created     its package is not committed yet
processing  its package is committed, and the workflow is under way
signed      its signed package can be downloaded
failed      a step has failed; submissions show names it, and why

Each of them ends with exit code 0: the question is answered.

Example:
  $ devcenter submissions status 14631253285588838/1152921504621465124`,
    );
}

function addCreateMetadata(submissions: Command, open: OpenSession): void {
  submissions
    .command("create-metadata")
    .description("ask for the driver metadata of a submission that a partner shared; it takes hours")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .action(async ({ productId, submissionId }: SubmissionId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      await devCenter.submissions.createPublisherMetadata(productId, submissionId);
      show(
        { productId, submissionId, accepted: true },
        () =>
          `Dev Center makes it. devcenter submissions wait ${productId}/${submissionId} --for metadata waits for it.`,
      );
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter submissions create-metadata 14631253285588838/1152921504621465124",
    );
}

function tableOf(submissions: readonly SubmissionDetails[]): string {
  return table(
    ["SUBMISSION", "NAME", "TYPE", "COMMIT", "CREATED"],
    submissions.map(({ productId, submissionId, name, type, commitStatus, createdDateTime }) => [
      `${productId}/${submissionId}`,
      name,
      type,
      commitStatus,
      createdDateTime,
    ]),
  );
}

/** What is shown of a submission: all but its links, and where a person finds it. */
export type ShownSubmission = SubmissionDetails & { readonly partnerCenterUrl: string };

export function shownSubmission(record: SubmissionRecord): ShownSubmission {
  return { ...submissionDetails(record), partnerCenterUrl: partnerCenterUrl(record) };
}

/** A submission as text, for every command that ends with one. */
export function submissionText({ workflowStatus, ...submission }: ShownSubmission): string {
  return properties({
    ...submission,
    workflow: workflowStatus && `${workflowStatus.currentStep} ${workflowStatus.state}`,
    messages: workflowStatus?.messages,
  });
}
