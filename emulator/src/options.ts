import type { Credentials } from "./authority/credentials";
import type { Clock } from "./clock";
import type { ThrottleLimit } from "./http/throttle";

/** How an emulator starts. Everything has a default. */
export interface EmulatorOptions {
  /** Port of the API on 127.0.0.1. Default 0: any free one. */
  port?: number;
  /** Its only source of time. Default: one that runs from the present at `speed`. */
  clock?: Clock;
  /** Emulated seconds in one real second, for the default clock. Default 1; 0: it moves only when advanced. */
  speed?: number;
  /** Minutes of the clock a workflow takes, see `setWorkflowMinutes`. Default 25; 0: done at the next look. */
  workflowMinutes?: number;
  /** Id of the account that everything belongs to. Default "29963920". */
  publisherId?: string;
  /**
   * File that keeps the objects from one run to the next, without secrets: of a callback URL it keeps the host. Packages go to
   * a directory beside it. Default: memory.
   */
  stateFile?: string;
  /**
   * How many failures the data set of the reports has in any 90 days, 0 to 1,000,000,000. Default 20,000. About 2.3 million
   * rows of all 30 columns make a file of 1 GiB; name a `stateFile` then, because the blob store keeps files in memory without.
   */
  rows?: number;
  /** Seed of that data set: another integer gives other failures. Default 1. */
  seed?: number;
  /** Whether it responds as submitters have seen the service respond. Default false: as the documentation has it. */
  fieldBehavior?: boolean;
  /** What the token endpoint accepts. Default: made-up values, the same at each start. */
  credentials?: Partial<Credentials>;
  /** A token that the API accepts besides those it issued, and that never expires. Default: none. */
  accessToken?: string;
  /** Limit of the API. Default: none. */
  throttle?: ThrottleLimit;
  /** Receives each request with its status as one line, without secrets. Default: none. */
  log?: (line: string) => void;
}
