import { type Command, Option } from "commander";
import { type LabelId, labelIdOf, minutes } from "./ids";
import { interruptible } from "./interruption";
import type { OpenSession } from "./session";
import { labelText, shownLabel } from "./shipping-label-text";

const goals = ["microsoftApproval", "published"] as const;

interface WaitOptions {
  readonly for: (typeof goals)[number];
  readonly timeoutMinutes: number;
}

const notes = `
microsoftApproval  it waits for Microsoft's approval, which can take weeks, or is beyond it; a label that is shared
                   with a partner takes no approval
published          it is on Windows Update, or shared with the partner (default)

Exit codes: 0 it has reached the goal, 1 a step failed or Dev Center refused, 4 no such label, 5 the time is up: Dev Center
goes on, and the same command waits on.

Example:
  $ devcenter labels wait 14631253285588838/1152921504621465124/1152921504606980300 --for microsoftApproval`;

/** `devcenter labels wait`. */
export function addLabelWait(labels: Command, open: OpenSession): void {
  labels
    .command("wait")
    .description("wait until a label reaches a state, and print each step; fails when a step fails")
    .argument("<productId/submissionId/labelId>", "the ids in decimal digits", labelIdOf)
    .addOption(new Option("--for <goal>", "how far").choices(goals).default("published"))
    .option("--timeout-minutes <minutes>", "longest wait, then end with exit code 5", minutes, 60)
    .action(async (id: LabelId, { for: goal, timeoutMinutes }: WaitOptions, command: Command) => {
      const { waitForLabel } = await import("pulumi-devcenter/internal/lifecycles");
      const stay = { ...id, waitFor: goal, timeoutMinutes };
      await interruptible(async (signal) => {
        const { context, show } = await open(command, signal);
        const label = shownLabel(await waitForLabel(context, stay));
        show(label, () => labelText(label));
      });
    })
    .addHelpText("after", notes);
}
