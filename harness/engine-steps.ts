import type { EngineEvent, OpMap, OpType, PropertyDiff } from "@pulumi/pulumi/automation";

/** One thing the engine did, or would do, to one resource. */
export interface EngineStep {
  /** `create`, `update`, `same`, `delete`, `create-replacement`, `replace`, `delete-replaced`, `read`, … */
  readonly op: OpType;
  readonly urn: string;
  /** The type token, such as `pulumi-nodejs:dynamic/devcenter:ReportTemplate`. */
  readonly type: string;
  /** The last part of the URN: the name the program gave. */
  readonly name: string;
  /** The properties that differ. */
  readonly diffs: readonly string[];
  /** The properties that ask for a replacement. */
  readonly replaceKeys: readonly string[];
  readonly detailedDiff: Readonly<Record<string, PropertyDiff>>;
  readonly failed: boolean;
}

/** A message of the engine, of the program or of a handler. */
export interface EngineDiagnostic {
  readonly severity: "info" | "info#err" | "warning" | "error";
  readonly message: string;
  readonly urn?: string;
}

/** What a run of the engine did, read from its events. */
export interface EngineRecord {
  readonly steps: readonly EngineStep[];
  readonly diagnostics: readonly EngineDiagnostic[];
  /** How many resources went which way, as the engine's own summary says. Empty when it gave none. */
  readonly changes: OpMap;
}

type Metadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

/** Reads the events of one run. */
export function recordOf(events: readonly EngineEvent[]): EngineRecord {
  const steps: EngineStep[] = [];
  const diagnostics: EngineDiagnostic[] = [];
  let changes: OpMap = {};
  for (const event of events) {
    if (event.resourcePreEvent) steps.push(stepOf(event.resourcePreEvent.metadata, false));
    if (event.resOutputsEvent) replaceOpen(steps, stepOf(event.resOutputsEvent.metadata, false));
    if (event.resOpFailedEvent) replaceOpen(steps, stepOf(event.resOpFailedEvent.metadata, true));
    if (event.diagnosticEvent) diagnostics.push(...diagnosticOf(event.diagnosticEvent));
    if (event.summaryEvent) changes = event.summaryEvent.resourceChanges ?? {};
  }
  return { steps, diagnostics, changes };
}

/** The SDK's own debugging lines, whose severity the declared type does not know, are left out. */
function diagnosticOf(event: NonNullable<EngineEvent["diagnosticEvent"]>): EngineDiagnostic[] {
  const { severity, message, urn } = event;
  if ((severity as string) === "debug") return [];
  return [{ severity, message: message.trimEnd(), ...(urn ? { urn } : {}) }];
}

function stepOf(metadata: Metadata, failed: boolean): EngineStep {
  const { op, urn, type, diffs, keys, detailedDiff } = metadata;
  return {
    op,
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    diffs: diffs ?? [],
    replaceKeys: keys ?? [],
    detailedDiff: detailedDiff ?? {},
    failed,
  };
}

/**
 * The event after a step says how it went. For a refresh it is also the first that knows the outcome:
 * announced as `refresh`, ended as `same`, `update` or `delete`.
 */
function replaceOpen(steps: EngineStep[], ended: EngineStep): void {
  const at = steps.findLastIndex(
    (step) => step.urn === ended.urn && (step.op === ended.op || step.op === "refresh"),
  );
  if (at === -1) steps.push(ended);
  else steps[at] = ended;
}
