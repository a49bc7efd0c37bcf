import { ApiError, TransferError } from "pulumi-devcenter/internal";
import type { MetadataShape } from "pulumi-devcenter/internal/dev-center";
import { type Context, findMetadata } from "pulumi-devcenter/internal/lifecycles";
import { type FoundObject, parentsOf } from "./account";
import { submissionsToReadMetadataOf } from "./plan";
import type { SurveyCache } from "./survey-cache";

/** For labels with many hardware ids: what their submissions have to choose from. Without it they are written out. */
export async function metadataFor(
  context: Context,
  cache: SurveyCache,
  objects: readonly FoundObject[],
): Promise<Map<string, MetadataShape>> {
  const found = new Map<string, MetadataShape>();
  for (const id of submissionsToReadMetadataOf(objects)) {
    const metadata = await cache
      .read(`metadata ${id}`, async () => choiceIn(await findMetadata(context, parentsOf({ id }))))
      .catch(nothingWhenRefused);
    if (metadata !== null) found.set(id, metadata);
  }
  return found;
}

/** As much of a metadata file as a selection reads; null, which JSON keeps: there is none. */
function choiceIn(metadata: MetadataShape | undefined): MetadataShape | null {
  if (metadata === undefined) return null;
  const BundleInfoMap = mapped(metadata.BundleInfoMap, ({ InfInfoMap }) => ({
    InfInfoMap: mapped(InfInfoMap, ({ OSPnPInfoMap }) => ({
      OSPnPInfoMap: mapped(OSPnPInfoMap, (devices) => mapped(devices, () => null)),
    })),
  }));
  return { BundleInfoMap };
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function nothingWhenRefused(error: unknown): null {
  if (!(error instanceof ApiError) && !(error instanceof TransferError)) throw error;
  return null;
}
