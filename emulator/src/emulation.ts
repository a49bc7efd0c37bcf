import type { Credentials } from "./authority/credentials";
import type { Tokens } from "./authority/tokens";
import type { Links } from "./blobs/links";
import type { Packages } from "./blobs/packages";
import type { CabFiles } from "./cab-files";
import type { Clock } from "./clock";
import type { FailureData } from "./failures/failure-data";
import type { FaultScript } from "./faults";
import type { FieldBehavior } from "./field-behavior";
import type { Pace } from "./pace";
import type { Recorder } from "./recorder";
import type { ReportCallbacks } from "./report-callbacks";
import type { ReportFiles } from "./report-files";
import type { Store } from "./store";
import type { Throttle } from "./throttle";

/** Everything one emulator is made of: what its routes read and change. */
export interface Emulation {
  readonly clock: Clock;
  readonly pace: Pace;
  /** The id of the account everything belongs to. */
  readonly publisherId: string;
  readonly store: Store;
  readonly faults: FaultScript;
  readonly fieldBehavior: FieldBehavior;
  readonly throttle: Throttle;
  readonly tokens: Tokens;
  readonly credentials: Credentials;
  readonly requests: Recorder;
  readonly tokenRequests: Recorder;
  readonly blobRequests: Recorder;
  readonly links: Links;
  readonly packages: Packages;
  readonly failures: FailureData;
  readonly reports: ReportFiles;
  readonly callbacks: ReportCallbacks;
  readonly cabs: CabFiles;
}
