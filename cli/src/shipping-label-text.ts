import { partnerCenterUrl, presentable } from "pulumi-devcenter/internal";
import type { ShippingLabelRecord } from "pulumi-devcenter/internal/dev-center";
import { properties, table } from "./table";

export type LabelDetails = ReturnType<typeof labelDetails>;

/** All but the link to an error report, which is a secret. */
export function labelDetails({ createdAt, links: _, ...label }: ShippingLabelRecord) {
  return presentable({ ...label, createdDateTime: createdAt?.toISOString() });
}

/** One label, and where a person finds it. */
export function shownLabel(record: ShippingLabelRecord) {
  return { ...labelDetails(record), partnerCenterUrl: partnerCenterUrl(record) };
}

function stateOf({ workflowStatus }: LabelDetails): string | undefined {
  return workflowStatus && `${workflowStatus.currentStep} ${workflowStatus.state}`;
}

/** Labels as a table, a row each. */
export function labelTable(labels: readonly LabelDetails[]): string {
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

/** A label as text, with its targeting. */
export function labelText(label: ReturnType<typeof shownLabel>): string {
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
