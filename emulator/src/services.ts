import { resolve } from "node:path";
import { defaultCredentials } from "./authority/credentials";
import { Tokens } from "./authority/tokens";
import { Links } from "./blobs/links";
import { Packages } from "./blobs/packages";
import { CabFiles } from "./cabs/cab-files";
import { createClock } from "./clock";
import { FailureData } from "./failures/failure-data";
import { FieldBehavior } from "./field/field-behavior";
import { WorkflowSpeed } from "./hardware/workflow-speed";
import { FaultQueue } from "./http/fault-queue";
import { Recorder } from "./http/recorder";
import { Throttle } from "./http/throttle";
import type { EmulatorOptions } from "./options";
import { ReportCallbacks } from "./reporting/report-callbacks";
import { ReportFiles } from "./reporting/report-files";
import { Store } from "./store/store";

const defaultPublisherId = "29963920";
const defaultRows = 20_000;

/**
 * Creates everything that an emulator is made of. Only what puts an emulator together sees all of it: routes and modules ask
 * for the few parts that they use.
 */
export function createServices(options: EmulatorOptions) {
  const { clock = createClock({ speed: options.speed }), stateFile, accessToken, log } = options;
  const { publisherId = defaultPublisherId, rows = defaultRows, seed = 1 } = options;
  const file = stateFile === undefined ? undefined : resolve(stateFile);
  const store = new Store(file);
  const failures = new FailureData({ rows, seed }, publisherId);
  const packages = new Packages(file === undefined ? undefined : `${file}.packages`);
  const reports = new ReportFiles(store, clock, failures, packages);
  return {
    clock,
    workflowSpeed: new WorkflowSpeed(clock, options.workflowMinutes),
    /** The id of the account that everything belongs to. */
    publisherId,
    store,
    faults: new FaultQueue(),
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

/** Everything that an emulator is made of. */
export type EmulatorServices = Readonly<ReturnType<typeof createServices>>;
