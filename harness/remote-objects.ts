import assert from "node:assert/strict";
import type { Emulator, Entities, EntityKind } from "devcenter-emulator";
import type { Values } from "../provider/lifecycles/core/lifecycle";
import type { Kept } from "./engine-simulator";
import type { Kind } from "./sample-inputs";

/** The kinds that are objects of their own on the service. */
const entityOf: Partial<Record<Kind, EntityKind>> = {
  ReportTemplate: "reportTemplate",
  ReportSchedule: "reportSchedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "shippingLabel",
};

/** What an object is, without when it became so: by kind and id. */
export type Remote = Readonly<Record<string, Values>>;

/** Everything that the emulated Dev Center keeps, in the words of programs. */
export async function remoteOf(emulator: Emulator): Promise<Remote> {
  const { entities } = emulator.state();
  const remote: Record<string, Values> = {};
  for (const { id, template } of entities.reportTemplate) remote[`ReportTemplate ${id}`] = template;
  for (const entity of entities.reportSchedule) remote[`ReportSchedule ${entity.id}`] = scheduleOf(entity);
  for (const { createdAt: _, modifiedAt: __, ...product } of entities.product) {
    remote[`Product ${product.id}`] = product;
  }
  for (const entity of entities.submission) {
    const packageSha256 = (await emulator.packageOf(entity.id))?.sha256;
    remote[`Submission ${entity.id}`] = { ...submissionOf(entity), packageSha256 };
  }
  for (const entity of entities.shippingLabel) remote[`ShippingLabel ${entity.id}`] = labelOf(entity);
  return remote;
}

function scheduleOf({ templateId, schedule, callbackUrl, pauses }: Entities["reportSchedule"]): Values {
  const paused = pauses.some(({ to }) => to === undefined);
  return { templateId: Number(templateId), ...schedule, callbackUrl, paused };
}

function submissionOf(entity: Entities["submission"]): Values {
  const { productId, name, type, commits, metadataRequestedAt } = entity;
  return { productId, name, type, commits, isMetadataAskedFor: metadataRequestedAt !== undefined };
}

function labelOf(entity: Entities["shippingLabel"]): Values {
  const { productId, submissionId, name, destination, targeting } = entity;
  const { publishingSpecifications, recipientSpecifications } = entity;
  const present = ({ pending }: { pending?: string }) => pending !== "remove";
  const hardwareIds = targeting.hardwareIds.filter(present).map(({ pending: _, ...id }) => id);
  const isCancelled = entity.cancelledAt !== undefined;
  return {
    productId,
    submissionId,
    name,
    destination,
    publishingSpecifications,
    recipientSpecifications,
    targeting: { hardwareIds: sorted(hardwareIds) },
    isCancelled,
  };
}

function sorted(list: readonly unknown[]): unknown[] {
  return [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** The name under which `remoteOf` tells of what is kept. */
export function remoteName({ kind, id }: Pick<Kept, "kind" | "id">): string {
  return `${kind} ${id.split("/").at(-1)}`;
}

/** Fails unless everything in the state is on the service, once, with each property as it is declared. */
export function assertDeclared(state: readonly Kept[], remote: Remote): void {
  const names = state.filter(({ kind }) => entityOf[kind] !== undefined).map(remoteName);
  assert.equal(new Set(names).size, names.length, `one object belongs to several resources: ${names}`);
  for (const kept of state) {
    if (kept.kind === "PublisherMetadata")
      assert.equal(kept.outputs.isReady, true, `${kept.name} is not there`);
    else assert.deepEqual(partOf(kept, remote), declaredOf(kept), `${kept.name} is not as it is declared`);
  }
}

/** What the service knows nothing of. */
const ourOwn = ["__provider", "package", "commit", "waitFor", "waitTimeoutMinutes", "onDelete"];

function declaredOf({ kind, inputs, outputs }: Kept): Values {
  const declared = Object.entries(inputs).filter(([name]) => !ourOwn.includes(name));
  const { targeting, ...rest } = Object.fromEntries(declared);
  if (kind !== "ShippingLabel") return Object.fromEntries(declared);
  if (targeting === undefined) return rest;
  const { hardwareIds = outputs.selectedHardwareIds } = targeting as Values;
  return { ...rest, targeting: { hardwareIds: sorted(hardwareIds as unknown[]) } };
}

/** Of an object what is declared of it. */
function partOf(kept: Kept, remote: Remote): Values {
  const object = remote[remoteName(kept)] ?? assert.fail(`${kept.name} is not on Dev Center`);
  return Object.fromEntries(Object.keys(declaredOf(kept)).map((name) => [name, object[name]]));
}
