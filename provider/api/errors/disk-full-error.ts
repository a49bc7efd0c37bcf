import { TransferError } from "./transfer-error";

/** The disk has no room for a file, or the file is longer than the disk or the system's limits allow. */
export class DiskFullError extends TransferError {}
