import { DevCenterError } from "./devcenter-error";

/** Microsoft Entra ID gave no token for the configured credential. */
export class AuthenticationError extends DevCenterError {}
