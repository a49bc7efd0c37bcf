import type { Emulator } from "devcenter-emulator";
import type { Call } from "./dev-center-client";

/** A request that is about to be refused. */
export interface Doomed extends Call {
  method: string;
  path: string;
}

/** A documented "no", and how the emulator is brought to say it. */
export interface RefusalRow {
  /** Fits "says no to …". */
  what: string;
  status: number;
  code: string;
  /** Stands in the answer, as its message or as that of a validation error. */
  message: string;
  /** The `target` of the validation error, when there is one. */
  target?: string;
  arrange(emulator: Emulator): Promise<Doomed>;
}
