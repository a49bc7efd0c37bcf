import { DevCenterError } from "./devcenter-error";

/**
 * Microsoft Entra ID gave no token for the configured credential. The message says which of tenant, application, key,
 * certificate, proxy or network to look at.
 *
 * @example
 * ```ts
 * const audiences = await devcenter.getAudiences().catch((error) => {
 *   if (error instanceof devcenter.AuthenticationError) return [];
 *   throw error;
 * });
 * ```
 */
export class AuthenticationError extends DevCenterError {}
