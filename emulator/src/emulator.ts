import { resolve } from "node:path";
import { makeCertificates } from "./authority/certificates";
import { type Credentials, defaultCredentials } from "./authority/credentials";
import { startTokenEndpoint } from "./authority/token-endpoint";
import { Tokens } from "./authority/tokens";
import { Links } from "./blobs/links";
import { Packages } from "./blobs/packages";
import { CabFiles } from "./cab-files";
import { type Clock, createClock } from "./clock";
import type { Emulation } from "./emulation";
import { FailureData } from "./failures/failure-data";
import { FaultScript } from "./faults";
import { FieldBehavior } from "./field-behavior";
import { Pace } from "./pace";
import { Recorder } from "./recorder";
import { ReportCallbacks } from "./report-callbacks";
import { ReportFiles } from "./report-files";
import { buildService } from "./service";
import { Store } from "./store";
import { Switchboard } from "./switchboard";
import { Throttle, type ThrottleLimit } from "./throttle";

/** How an emulator starts. Everything has a default. */
export interface EmulatorOptions {
  /** Port of the API on 127.0.0.1. Default 0: any free one. */
  port?: number;
  /** The time it lives by. Default: a clock of its own, at `speed`. */
  clock?: Clock;
  /** Emulated seconds in one real second, for the default clock. Default 1; 0 stands still until advanced. */
  speed?: number;
  /** Minutes of the clock a workflow takes, see `setWorkflowMinutes`. Default 25; 0: done at the next look. */
  workflowMinutes?: number;
  /** Id of the account everything belongs to. Default "29963920". */
  publisherId?: string;
  /** File that keeps the entities from one run to the next; packages go to a directory beside it. Default: memory. */
  stateFile?: string;
  /**
   * How many failures the data set of the reports has in any 90 days, 0 to 1,000,000,000. Default 20,000. About 2.3 million
   * rows of all 30 columns make a file of 1 GiB; name a `stateFile` then, for the blob store keeps files in memory otherwise.
   */
  rows?: number;
  /** What that data set is drawn from: another integer, other failures. Default 1. */
  seed?: number;
  /** Whether it answers as the field has seen the service answer. Default false: as the documentation has it. */
  fieldBehavior?: boolean;
  /** What the token endpoint takes. Default: made-up values, the same at each start. */
  credentials?: Partial<Credentials>;
  /** A token the API takes besides those issued, and for ever. Default: none. */
  accessToken?: string;
  /** Limit of the API. Default: none. */
  throttle?: ThrottleLimit;
  /** Told each request and its status in one line, without secrets. Default: nobody. */
  log?: (line: string) => void;
}

/** A running local Dev Center. */
export interface Emulator extends Switchboard {
  /** Address of the API: what a client takes for `https://manage.devcenter.microsoft.com`. */
  readonly url: string;
  /** Address of the token endpoint, over TLS: what a client takes for `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  /** The throw-away authority that signed the token endpoint's certificate, PEM. */
  readonly ca: string;
  /** A file that holds `ca`, for NODE_EXTRA_CA_CERTS; gone after `close`. */
  readonly caFile: string;
  /** What the token endpoint takes. */
  readonly credentials: Credentials;
  /** Stops everything at once: open connections, hanging requests, the blob store. Idempotent. */
  close(): Promise<void>;
}

const defaultPublisherId = "29963920";
const defaultRows = 20_000;

function assemble(options: EmulatorOptions): Emulation {
  const { clock = createClock({ speed: options.speed }), stateFile, accessToken, log } = options;
  const { publisherId = defaultPublisherId, rows = defaultRows, seed = 1 } = options;
  const file = stateFile === undefined ? undefined : resolve(stateFile);
  const store = new Store(file);
  const failures = new FailureData({ rows, seed }, publisherId);
  const packages = new Packages(file === undefined ? undefined : `${file}.packages`);
  const reports = new ReportFiles(store, clock, failures, packages);
  return {
    clock,
    pace: new Pace(clock, options.workflowMinutes),
    publisherId,
    store,
    faults: new FaultScript(),
    fieldBehavior: new FieldBehavior(options.fieldBehavior),
    throttle: new Throttle(clock, options.throttle),
    tokens: new Tokens(clock, accessToken),
    credentials: { ...defaultCredentials, ...options.credentials },
    requests: new Recorder(clock, log),
    tokenRequests: new Recorder(clock, log),
    blobRequests: new Recorder(clock, log),
    links: new Links(clock),
    packages,
    failures,
    reports,
    callbacks: new ReportCallbacks(store, clock, reports, log),
    cabs: new CabFiles(clock, failures, packages),
  };
}

/** Starts a local Dev Center on the loopback interface. Throws when its port is taken, its state file is not
 * one, or there cannot be so many rows. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulation = assemble(options);
  const switchboard = new Switchboard(emulation);
  const service = await buildService(emulation, switchboard);
  const url = await service.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  emulation.links.base = url;
  const certificates = await makeCertificates();
  // Whoever forgets to close leaves no file behind either.
  const discard = () => {
    certificates.discard();
    emulation.failures.discard();
  };
  process.once("exit", discard);
  const authority = await startTokenEndpoint(emulation, certificates);
  const closeAll = async () => {
    emulation.callbacks.close();
    await Promise.all([service.close(), authority.close()]);
    // Last, for the store ends sooner once nobody is connected to it.
    await emulation.packages.close();
    await emulation.failures.close();
    discard();
    process.off("exit", discard);
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  const { ca, caFile } = certificates;
  const { credentials } = emulation;
  return Object.assign(switchboard, { url, authorityHost: authority.url, ca, caFile, credentials, close });
}
