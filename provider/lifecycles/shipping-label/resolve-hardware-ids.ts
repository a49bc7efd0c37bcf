import type { HardwareId } from "../../api/endpoints/shipping-labels";
import type { Context } from "../core/lifecycle";
import { findMetadata, waitForMetadata } from "../submission/driver-metadata";
import { describeChoices, selectedFrom } from "./hardware-id-selection";
import type { Targeting } from "./targeting";

interface Declared {
  readonly productId: string;
  readonly submissionId: string;
  readonly targeting?: Targeting;
}

/**
 * The hardware ids that a label leaves to the metadata of its own submission; undefined where it names them itself, and
 * where the metadata is not there and nobody wants to wait for it.
 */
export async function selectHardwareIds(
  context: Context,
  declared: Declared,
  { waitMinutes }: { waitMinutes: number },
): Promise<HardwareId[] | undefined> {
  const from = declared.targeting?.hardwareIdsFrom;
  if (from === undefined) return undefined;
  const metadata =
    waitMinutes === 0
      ? await findMetadata(context, declared)
      : await waitForMetadata(context, declared, waitMinutes);
  if (metadata === undefined) return undefined;
  const selected = selectedFrom(metadata, from.select);
  if (selected.length > 0 || waitMinutes === 0) return selected;
  throw new Error(
    `targeting.hardwareIdsFrom.select matches nothing in submission ${declared.productId}/${declared.submissionId}: ${describeChoices(metadata)}.`,
  );
}
