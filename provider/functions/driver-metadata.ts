import * as pulumi from "@pulumi/pulumi";
import type { DriverMetadata } from "../resources/driver-metadata";
import type { HardwareId } from "../resources/targeting";
import { checkIds } from "./decimal-ids";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** The driver metadata of a submission, and what can be targeted by it. */
export interface GetDriverMetadataResult extends DriverMetadata {
  /** Every combination in it, in the form of a label's `hardwareIds`. */
  readonly hardwareIds: readonly pulumi.Unwrap<HardwareId>[];
}

/** The submission whose driver metadata is wanted. */
export interface GetDriverMetadataArgs {
  /** Decimal digits, such as "14631253285588838". */
  readonly productId: string;
  /** Decimal digits, such as "1152921504621465124". */
  readonly submissionId: string;
}

/** {@link GetDriverMetadataArgs}, each of which may be an output. */
export type GetDriverMetadataOutputArgs = InputArgs<GetDriverMetadataArgs>;

/**
 * Reads the driver metadata of a signed submission: which devices on which systems its drivers are for. Asks the
 * service at once, in a preview too, so it needs a credential there. Maps to the download `driverMetadata` of GET
 * `/my/hardware/products/{productId}/submissions/{submissionId}`.
 *
 * @example
 * ```ts
 * const { hardwareIds } = await devcenter.getDriverMetadata({
 *   productId: "14631253285588838",
 *   submissionId: "1152921504621465124",
 * });
 * const forIntel = hardwareIds.filter(({ pnpString }) => pnpString.startsWith("pci\\ven_8086"));
 * ```
 * @see [Driver package metadata](https://learn.microsoft.com/windows-hardware/drivers/dashboard/driver-package-metadata)
 * @throws ApiError with status 404 when there is no such submission, pulumi.RunError while it has no metadata,
 * TransferError, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getDriverMetadata(args: GetDriverMetadataArgs): Promise<GetDriverMetadataResult> {
  const { productId, submissionId } = args;
  checkIds("getDriverMetadata", { productId, submissionId });
  return ask("getDriverMetadata", args, async ({ submissions, readDriverMetadata }) => {
    const { hardwareIdsIn } = await import("../api/endpoints/driver-metadata.js");
    const metadata = await readDriverMetadata(async () => {
      const { links } = await submissions.get(productId, submissionId);
      const link = links().downloads.find(({ type }) => type === "driverMetadata");
      if (link === undefined) throw new pulumi.RunError(notThere(`${productId}/${submissionId}`));
      return link.url;
    });
    return { BundleInfoMap: metadata.BundleInfoMap, hardwareIds: hardwareIdsIn(metadata) };
  });
}

function notThere(id: string): string {
  return [
    `getDriverMetadata: submission ${id} has no driver metadata. It comes some time after the signature.`,
    `devcenter submissions wait ${id} --for metadata waits for it; for a submission that a partner shared, devcenter submissions create-metadata ${id} asks for it first.`,
  ].join("\n");
}

/**
 * The form of {@link getDriverMetadata} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * // The ids of a submission of another stack of yours.
 * const other = new pulumi.StackReference("drivers/nic/prod");
 * const metadata = devcenter.getDriverMetadataOutput({
 *   productId: other.requireOutput("productId"),
 *   submissionId: other.requireOutput("submissionId"),
 * });
 * ```
 */
export function getDriverMetadataOutput(
  args: GetDriverMetadataOutputArgs,
): pulumi.Output<GetDriverMetadataResult> {
  const { productId, submissionId } = args;
  return whenKnown({ productId, submissionId }, getDriverMetadata);
}
