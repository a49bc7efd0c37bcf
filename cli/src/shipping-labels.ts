import type { Command } from "commander";
import { type LabelId, labelIdOf, type SubmissionId, submissionIdOf } from "./ids";
import type { OpenSession } from "./session";
import { labelDetails, labelTable, labelText, shownLabel } from "./shipping-label-text";
import { addLabelWait } from "./shipping-label-wait";

/** `devcenter labels`. */
export function addShippingLabels(program: Command, open: OpenSession): void {
  const labels = program.command("labels").description("shipping labels of a submission");

  labels
    .command("list")
    .description("all labels of a submission; only show has their targeting")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .action(async ({ productId, submissionId }: SubmissionId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = (await devCenter.shippingLabels.list(productId, submissionId)).map(labelDetails);
      show(found, () => labelTable(found));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter labels list 14631253285588838/1152921504621465124");

  labels
    .command("show")
    .description("one label with its targeting")
    .argument("<productId/submissionId/labelId>", "the ids in decimal digits", labelIdOf)
    .action(async ({ productId, submissionId, labelId }: LabelId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const label = shownLabel(await devCenter.shippingLabels.get(productId, submissionId, labelId));
      show(label, () => labelText(label));
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter labels show 14631253285588838/1152921504621465124/1152921504606980300",
    );

  addLabelWait(labels, open);

  labels
    .command("cancel")
    .description("cancel a label while it waits for approval or rolls out; it takes up to a day")
    .argument("<productId/submissionId/labelId>", "the ids in decimal digits", labelIdOf)
    .action(async ({ productId, submissionId, labelId }: LabelId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      await devCenter.shippingLabels.cancel(productId, submissionId, labelId);
      show({ productId, submissionId, labelId, accepted: true }, () => "Dev Center cancels it: up to a day.");
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter labels cancel 14631253285588838/1152921504621465124/1152921504606980300",
    );
}
