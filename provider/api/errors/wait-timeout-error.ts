import { DevCenterError } from "./devcenter-error";

/** Something was waited for and did not come in time. Dev Center goes on with it. */
export class WaitTimeoutError extends DevCenterError {}
