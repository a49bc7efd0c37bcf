import assert from "node:assert/strict";
import type { Emulator, HardwareId } from "devcenter-emulator";
import { inputsOf, type ProviderProcess } from "./emulated-handlers";

const minuteMs = 60_000;

/** A submission whose package the service has. */
export interface Released {
  readonly productId: string;
  readonly submissionId: string;
}

/** Makes a product and a submission that was handed in so many minutes ago: after 40 everything is done. */
export async function released(
  emulator: Emulator,
  provider: ProviderProcess,
  minutes = 40,
): Promise<Released> {
  const productId = (await provider.handlers("Product").create(inputsOf("Product"))).id;
  const { id } = await provider.handlers("Submission").create(inputsOf("Submission", { productId }));
  const submissionId = id.slice(id.indexOf("/") + 1);
  emulator.edit("submission", submissionId, { committedAt: emulator.clock.now().toISOString() });
  emulator.clock.advance(minutes * minuteMs);
  return { productId, submissionId };
}

/** Lets the minutes pass that a label needs for all its steps. */
export function untilPublished(emulator: Emulator): void {
  emulator.clock.advance(30 * minuteMs);
}

/** A label that anybody can search for, which needs no approval, of a submission. */
export function labelInputs(of: Released, targeting: object, change: object = {}): Record<string, unknown> {
  return inputsOf("ShippingLabel", {
    ...of,
    publishingSpecifications: { manualAcquisition: true },
    targeting,
    ...change,
  });
}

/** Every combination of a submission, as its label stores them when all are selected. */
export async function allHardwareIds(provider: ProviderProcess, of: Released): Promise<HardwareId[]> {
  const inputs = labelInputs(of, { hardwareIdsFrom: { metadata: "submission" } });
  const { outs } = await provider.handlers("ShippingLabel").create(inputs);
  const selected = outs?.selectedHardwareIds as HardwareId[] | undefined;
  return selected ?? assert.fail("nothing was selected");
}
