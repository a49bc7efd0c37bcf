import * as pulumi from "@pulumi/pulumi";
import { ask } from "./program-session";

/** A set of machines to which the labels of this account can be restricted. */
export interface Audience {
  /** What `restrictedToAudiences` of a label takes. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly audienceName?: string | undefined;
}

/**
 * Reads the audiences that the account has. Asks the service at once, in a preview too, so it needs a credential
 * there. Maps to GET `/my/hardware/audiences`.
 *
 * @throws ApiError, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getAudiences(): Promise<Audience[]> {
  return ask("getAudiences", {}, ({ audiences }) => audiences.list());
}

/** The form of {@link getAudiences} that gives an output. */
export function getAudiencesOutput(): pulumi.Output<Audience[]> {
  return pulumi.output(getAudiences());
}
