import * as pulumi from "@pulumi/pulumi";
import type { PreprodPackageDetails } from "../api/preprod-packages";
import { refuse, shown } from "./argument-faults";
import { isMocked } from "./mocks";
import { ask } from "./program-session";

export interface GetPreprodPackageArgs {
  /** As `devcenter preprod sign` has said it. */
  readonly packageId: string;
}

export interface GetPreprodPackageOutputArgs {
  /** As `devcenter preprod sign` has said it. */
  readonly packageId: pulumi.Input<string>;
}

/**
 * Reads a package that was handed in to be signed for tests before production: how far it is, and which files come of it.
 * `devcenter preprod sign` hands one in and fetches them. Asks the service at once, in a preview too, so it needs a
 * credential there. Maps to GET `/my/hardware/preprod/packages/{packageId}`.
 *
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
    const { preprodPackageDetails } = await import("../api/preprod-packages.js");
    return preprodPackageDetails(await preprodPackages.get(packageId));
  });
}

/** The form of {@link getPreprodPackage} that takes outputs. Asks nothing while they are unknown. */
export function getPreprodPackageOutput({
  packageId,
}: GetPreprodPackageOutputArgs): pulumi.Output<PreprodPackageDetails> {
  return pulumi.output({ packageId }).apply(getPreprodPackage);
}
