import { DevCenterError } from "./devcenter-error";

/** A setting is missing or cannot be used. Names the key, the environment variable and the command that sets it. */
export class ConfigurationError extends DevCenterError {}
