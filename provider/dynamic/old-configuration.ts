import { type SettingName, variables } from "../api/auth/setting-names";
import type { StackConfiguration } from "../api/auth/settings";
import { AuthenticationError } from "../api/errors/authentication-error";
import { ConfigurationError } from "../api/errors/configuration-error";

const hint =
  "pulumi refresh and pulumi destroy use the stack configuration of the last pulumi up. If you have changed it since, add --run-program.";

/** What to say where a refresh or a destroy could not sign in, as far as the stack's configuration may be why. */
export function hintOnOldConfiguration(error: unknown, stack: StackConfiguration): string | undefined {
  if (error instanceof ConfigurationError) return hint;
  const isFromStack = (Object.keys(variables) as SettingName[]).some((key) => stack(`devcenter:${key}`));
  return (error instanceof AuthenticationError || isUnauthorized(error)) && isFromStack ? hint : undefined;
}

/** A token that was refused; by its form, for the class comes with the network. */
function isUnauthorized(error: unknown): boolean {
  return (error as { status?: unknown } | null)?.status === 401;
}
