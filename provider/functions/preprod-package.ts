import type * as pulumi from "@pulumi/pulumi";
import type { PreprodPackageDetails } from "../api/endpoints/preprod-package-details";
import { refuse, shown } from "./argument-faults";
import type { InputArgs } from "./input-args";
import { isMocked } from "./mocks";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** The package that is wanted. */
export interface GetPreprodPackageArgs {
  /** The id that `devcenter preprod sign` prints. */
  readonly packageId: string;
}

/** {@link GetPreprodPackageArgs}, each of which may be an output. */
export type GetPreprodPackageOutputArgs = InputArgs<GetPreprodPackageArgs>;

/**
 * Reads a package that was handed in to be signed for tests before production: how far it is, and which files come of it.
 * `devcenter preprod sign` hands one in and fetches them. Asks the service at once, in a preview too, so it needs a
 * credential there. Maps to GET `/my/hardware/preprod/packages/{packageId}`.
 *
 * @example
 * ```ts
 * const found = await devcenter.getPreprodPackage({ packageId: "a5bb2d0c-6a3f-4a35-9f1e-2f8f4b2f7f11" });
 * if (found.signingStatus === "failed") throw new pulumi.RunError(found.message ?? "The package was not signed.");
 * ```
 * @see [Manage preprod submissions](https://learn.microsoft.com/windows-hardware/drivers/dashboard/manage-preprod-submissions)
 * @throws ApiError with status 404 when there is no such package, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getPreprodPackage(args: GetPreprodPackageArgs): Promise<PreprodPackageDetails> {
  const { packageId } = args;
  const isId = typeof packageId === "string" && packageId !== "";
  if (!isMocked() && !isId)
    refuse("getPreprodPackage", [
      `packageId: expected the id of a package, as a string; got ${shown(packageId)}`,
    ]);
  return ask("getPreprodPackage", args, async ({ preprodPackages }) => {
    const { preprodPackageDetails } = await import("../api/endpoints/preprod-package-details.js");
    return preprodPackageDetails(await preprodPackages.get(packageId));
  });
}

/**
 * The form of {@link getPreprodPackage} that takes outputs. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const packageId = new pulumi.Config().require("preprodPackage");
 * export const signingStatus = devcenter.getPreprodPackageOutput({ packageId }).signingStatus;
 * ```
 */
export function getPreprodPackageOutput(
  args: GetPreprodPackageOutputArgs,
): pulumi.Output<PreprodPackageDetails> {
  const { packageId } = args;
  return whenKnown({ packageId }, getPreprodPackage);
}
