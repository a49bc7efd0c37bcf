import { partnerCenterUrl } from "../../api/endpoints/partner-center";
import type { HardwareId, ShippingLabelRecord } from "../../api/endpoints/shipping-labels";
import { refuseUnreadable } from "../../api/http/pagination";
import { defaultsOf, namesWith } from "../../kinds/kind";
import { shippingLabelKind } from "../../kinds/shipping-label";
import { asKept, isEqual } from "../core/equality";
import type { Context, Created, Lifecycle, Listed, Observed, Values } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import { describedBy, propertiesOf } from "../core/shape";
import { retryUntilReady } from "../submission/retry-until-ready";
import { deleteLabel } from "./delete-label";
import { logDriverRecovery } from "./driver-recovery";
import { getLabel, isPublished, labelId, labelIds, waitForLabel } from "./progress";
import { publishingInputs, recipientInputs, recipientOnChange } from "./publishing-specifications";
import { selectHardwareIds } from "./resolve-hardware-ids";
import { idleSpecifications, labelRules } from "./rules";
import { type ShippingLabelInputs, shapes } from "./schema";
import { hardwareIds, type Targeting, targetingInputs, targetingOnChange } from "./targeting";
import { switchDua, updateTargeting } from "./update-targeting";
import { labelWarnings } from "./warnings";

const local = namesWith(shippingLabelKind, "local");
const defaults = defaultsOf(shippingLabelKind);

function timeoutOf({ waitTimeoutMinutes }: Values): number {
  return Number(waitTimeoutMinutes ?? defaults.waitTimeoutMinutes);
}

function waitsUntilPublished({ waitFor }: Values): boolean {
  return String(waitFor).toLowerCase() === "published";
}

/** The label as the wire wants it. */
function newLabel(inputs: ShippingLabelInputs, selected: readonly HardwareId[] | undefined) {
  const { name, destination, publishingSpecifications, recipientSpecifications, targeting } = inputs;
  const { hardwareIdsFrom: _, businessJustification: __, ...wire } = targeting ?? {};
  return {
    name,
    destination,
    publishingSpecifications,
    recipientSpecifications,
    targeting: targeting && { ...wire, ...(selected && { hardwareIds: selected }) },
  };
}

/** The same targeting in the program's own words, where it left the hardware ids to its submission's metadata. */
async function keepDeclaredForm(context: Context, shown: Targeting, known: Values) {
  const from = (known.targeting as Targeting | undefined)?.hardwareIdsFrom;
  if (from === undefined) return { targeting: shown };
  const selected =
    (known.selectedHardwareIds as readonly HardwareId[] | undefined) ??
    (await selectHardwareIds(context, known as ShippingLabelInputs, { waitMinutes: 0 }));
  if (!isEqual(hardwareIds.same, selected, shown.hardwareIds)) return { targeting: shown };
  const { hardwareIds: _, ...rest } = shown;
  return { targeting: { ...rest, hardwareIdsFrom: from }, selected };
}

async function observe(context: Context, record: ShippingLabelRecord, known: Values): Promise<Observed> {
  const { productId, submissionId, name, destination, workflowStatus } = record;
  const words =
    record.targeting &&
    (await keepDeclaredForm(context, targetingInputs(record.targeting, known.targeting as Targeting), known));
  return {
    inputs: {
      productId,
      submissionId,
      name,
      destination,
      publishingSpecifications: publishingInputs(
        record.publishingSpecifications,
        known.publishingSpecifications,
      ),
      recipientSpecifications: recipientInputs(record.recipientSpecifications),
      targeting: words?.targeting,
    },
    notReported: words === undefined ? [...local, "targeting"] : local,
    outputs: { workflowStatus, selectedHardwareIds: words?.selected },
  };
}

/** Newest first: of labels that are alike, the one whose answer was lost came last. */
function byAge(one: ShippingLabelRecord, other: ShippingLabelRecord): number {
  return BigInt(one.labelId) < BigInt(other.labelId) ? 1 : -1;
}

async function finish(
  context: Context,
  { id, outputs }: Created,
  inputs: ShippingLabelInputs,
): Promise<Values> {
  if (!waitsUntilPublished(inputs)) return outputs;
  const { workflowStatus } = await waitForLabel(context, {
    ...labelIds(id),
    waitFor: "published",
    timeoutMinutes: timeoutOf(inputs),
  });
  return { ...outputs, workflowStatus };
}

/** ShippingLabel: its targeting is patched, all else replaces; destroy cancels it, expires it or leaves it. */
export const shippingLabel: Lifecycle<ShippingLabelInputs> = {
  ...describedBy(shippingLabelKind),
  properties: propertiesOf(shippingLabelKind, shapes, {
    recipientSpecifications: recipientOnChange,
    targeting: targetingOnChange,
  }),
  address: (id) => partnerCenterUrl(labelIds(id)),
  rules: labelRules,
  idle: idleSpecifications,
  warnings: labelWarnings,
  isIncomplete: (outputs) =>
    waitsUntilPublished(outputs) &&
    !isPublished(outputs.workflowStatus as ShippingLabelRecord["workflowStatus"]),

  async read(context, id, known = {}) {
    return undefinedIfNotFound(async () => {
      const record = await getLabel(context, labelIds(id));
      logDriverRecovery(context, record);
      return observe(context, record, known);
    });
  },

  async create(context, inputs) {
    const { productId, submissionId } = inputs;
    const timeoutMinutes = timeoutOf(inputs);
    const selected = await selectHardwareIds(context, inputs, { waitMinutes: timeoutMinutes });
    const label = newLabel(inputs, selected);
    const record = await retryUntilReady(context, {
      productId,
      submissionId,
      step: "preparation",
      timeoutMinutes,
      ask: () => context.devCenter.shippingLabels.create(productId, submissionId, label),
    });
    return {
      id: labelId({ productId, submissionId, labelId: record.labelId }),
      outputs: { workflowStatus: record.workflowStatus, selectedHardwareIds: selected },
    };
  },

  async list(context, inputs) {
    const { productId, submissionId, name, destination } = inputs;
    const rows = await context.devCenter.shippingLabels.list(productId, submissionId, refuseUnreadable);
    const alike = rows.filter(
      (row) =>
        isEqual(asKept, row.name, name) &&
        row.destination?.toLowerCase() === destination.toLowerCase() &&
        row.workflowStatus?.state !== "failed",
    );
    const listed: Listed[] = [];
    for (const row of alike.sort(byAge)) {
      const ids = { productId, submissionId, labelId: row.labelId };
      // Rows come without targeting.
      const observed = await observe(context, await getLabel(context, ids), inputs);
      listed.push({ ...observed, id: labelId(ids), createdAt: row.createdAt });
    }
    return listed;
  },

  async enumerate(context, parent, query) {
    const [productId, submissionId] = [String(parent.productId), String(parent.submissionId)];
    const { rows, ...page } = await context.devCenter.shippingLabels.page(productId, submissionId, query);
    const found = await Promise.all(
      rows.map(async (row) => ({
        ...(await observe(context, row, {})),
        id: labelId({ productId, submissionId, labelId: row.labelId }),
        createdAt: row.createdAt,
        isPartial: row.targeting === undefined,
      })),
    );
    return { found, ...page };
  },

  complete: (context, made, inputs) => finish(context, made, inputs),

  async update(context, { id, olds, news, changed }) {
    let outputs: Values = {
      workflowStatus: olds.workflowStatus,
      selectedHardwareIds: olds.selectedHardwareIds,
    };
    if (changed.includes("recipientSpecifications")) {
      const isBlocked = news.recipientSpecifications?.blockDuaCreation === true;
      const { workflowStatus } = await switchDua(context, labelIds(id), isBlocked, timeoutOf(news));
      outputs = { ...outputs, workflowStatus };
    }
    if (changed.includes("targeting")) {
      const timeoutMinutes = timeoutOf(news);
      const selected = await selectHardwareIds(context, news, { waitMinutes: timeoutMinutes });
      const { targeting = {} } = news;
      const wanted = {
        hardwareIds: selected ?? targeting.hardwareIds ?? [],
        chids: targeting.chids ?? [],
        restrictedToAudiences: targeting.restrictedToAudiences ?? [],
        businessJustification: targeting.businessJustification,
      };
      const { workflowStatus } = await updateTargeting(context, labelIds(id), wanted, timeoutMinutes);
      outputs = { workflowStatus, selectedHardwareIds: selected };
    }
    return finish(context, { id, outputs }, news);
  },

  delete: (context, id, outputs) =>
    deleteLabel(context, labelIds(id), {
      onDelete: String(outputs.onDelete ?? defaults.onDelete).toLowerCase(),
      isShared: String(outputs.destination).toLowerCase() === "anotherpartner",
      timeoutMinutes: timeoutOf(outputs),
    }),
};
