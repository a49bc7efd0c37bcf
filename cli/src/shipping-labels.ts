import type { Command } from "commander";
import type { ShippingLabelRecord } from "pulumi-devcenter/internal/api/shipping-labels";
import { type LabelId, labelIdOf, type SubmissionId, submissionIdOf } from "./ids";
import type { OpenSession } from "./session";
import { properties, table } from "./table";

/** `devcenter labels`. */
export function addShippingLabels(program: Command, open: OpenSession): void {
  const labels = program.command("labels").description("shipping labels of a submission");

  labels
    .command("list")
    .description("all labels of a submission; their targeting stands in show only")
    .argument("<productId/submissionId>", "both ids in decimal digits", submissionIdOf)
    .action(async ({ productId, submissionId }: SubmissionId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = (await devCenter.shippingLabels.list(productId, submissionId)).map(detailsOf);
      show(found, () => tableOf(found));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter labels list 14631253285588838/1152921504621465124");

  labels
    .command("show")
    .description("one label with its targeting")
    .argument("<productId/submissionId/labelId>", "the ids in decimal digits", labelIdOf)
    .action(async ({ productId, submissionId, labelId }: LabelId, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const label = detailsOf(await devCenter.shippingLabels.get(productId, submissionId, labelId));
      show(label, () => textOf(label));
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter labels show 14631253285588838/1152921504621465124/1152921504606980300",
    );

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

type LabelDetails = ReturnType<typeof detailsOf>;

/** All but the link to an error report, which is a secret. */
function detailsOf({ createdAt, links: _, ...label }: ShippingLabelRecord) {
  return { ...label, createdDateTime: createdAt?.toISOString() };
}

function stateOf({ workflowStatus }: LabelDetails): string | undefined {
  return workflowStatus && `${workflowStatus.currentStep} ${workflowStatus.state}`;
}

function tableOf(labels: readonly LabelDetails[]): string {
  return table(
    ["LABEL", "NAME", "DESTINATION", "WORKFLOW", "CREATED"],
    labels.map((label) => [
      `${label.productId}/${label.submissionId}/${label.labelId}`,
      label.name,
      label.destination,
      stateOf(label),
      label.createdDateTime,
    ]),
  );
}

function textOf(label: LabelDetails): string {
  const { publishingSpecifications, recipientSpecifications, targeting, workflowStatus, ...rest } = label;
  const hardwareIds = targeting?.hardwareIds ?? [];
  const targets = table(
    ["BUNDLE", "INF", "SYSTEM", "PNP ID", "STATE"],
    hardwareIds.map((id) => [
      id.bundleId,
      id.infId,
      id.operatingSystemCode,
      id.pnpString,
      id.distributionState ?? undefined,
    ]),
  );
  const text = properties({
    ...rest,
    workflow: stateOf(label),
    messages: workflowStatus?.messages,
    publishingSpecifications: publishingSpecifications && JSON.stringify(publishingSpecifications),
    recipientSpecifications: recipientSpecifications && JSON.stringify(recipientSpecifications),
    chids: targeting?.chids?.map(({ chid }) => chid),
    restrictedToAudiences: targeting?.restrictedToAudiences ?? undefined,
  });
  return hardwareIds.length === 0 ? text : `${text}\n\n${targets}`;
}
