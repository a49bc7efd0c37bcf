import * as pulumi from "@pulumi/pulumi";
import { ask } from "./program-session";

/** A set of machines to which the labels of this account can be restricted. */
export interface Audience {
  /** What `restrictedToAudiences` of a label takes. */
  readonly id: string;
  /** The name for people, such as `My Custom Audience`. */
  readonly name?: string | undefined;
  /** Which machines belong to it, such as those with a certain registry key. */
  readonly description?: string | undefined;
  /** The key under which Microsoft keeps it, such as `Sample_Audience_Key`. */
  readonly audienceName?: string | undefined;
}

/**
 * Reads the audiences that the account has. Asks the service at once, in a preview too, so it needs a credential
 * there. Maps to GET `/my/hardware/audiences`.
 *
 * @example
 * ```ts
 * const audiences = await devcenter.getAudiences();
 * const restrictedToAudiences = audiences.filter(({ name }) => name === "Pilot").map(({ id }) => id);
 * ```
 * @see [Get audience data](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-audience-data)
 * @throws ApiError, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getAudiences(): Promise<Audience[]> {
  return ask("getAudiences", {}, ({ audiences }) => audiences.list());
}

/**
 * The form of {@link getAudiences} that gives an output.
 *
 * @example
 * ```ts
 * export const names = devcenter.getAudiencesOutput().apply((all) => all.map(({ name }) => name));
 * ```
 */
export function getAudiencesOutput(): pulumi.Output<Audience[]> {
  return pulumi.output(getAudiences());
}
