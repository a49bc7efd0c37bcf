import type { Emulator } from "devcenter-emulator";
import { type Declaration, idOf, type Program } from "../../harness/engine-simulator";
import { type Kind, SAMPLES } from "../../harness/sample-inputs";
import type { Values } from "../../provider/lifecycles/core/lifecycle";

/** One verb of one kind, with all the requests that it can need. */
export interface Scenario {
  readonly kind: Kind;
  readonly verb: string;
  /** What comes before, without a fault: programs that are brought up, and what else happens. */
  readonly before: readonly (Program | ((emulator: Emulator) => void))[];
  /** What is declared then. */
  readonly program: Program;
  /** Whether the fault hits a refresh instead of the `up`. */
  readonly refreshes?: boolean;
}

const minuteMs = 60_000;
const longMs = 40 * minuteMs;

function declare(name: string, kind: Kind, inputs: Values): Declaration {
  return { name, kind, inputs };
}

const template = (change: Values = {}) =>
  declare("template", "ReportTemplate", { ...SAMPLES.ReportTemplate, ...change });
const schedule = (change: Values = {}) =>
  declare("schedule", "ReportSchedule", {
    ...SAMPLES.ReportSchedule,
    templateId: idOf("template"),
    ...change,
  });
// The service shows the date of its announcement in a spelling of its own.
const { announcementDate: _, ...undated } = SAMPLES.Product;
export const product = (change: Values = {}, name = "product") =>
  declare(name, "Product", { ...undated, ...change });
const submission = (change: Values = {}) =>
  declare("submission", "Submission", { ...SAMPLES.Submission, productId: idOf("product"), ...change });
const derived = (change: Values = {}) =>
  declare("derived", "Submission", {
    productId: idOf("product"),
    name: "second",
    type: "derived",
    ...change,
  });
export const released = [product(), submission()];
const ofSubmission = { productId: idOf("submission", 0), submissionId: idOf("submission", 1) };
export const label = (change: Values = {}) =>
  declare("label", "ShippingLabel", {
    ...ofSubmission,
    name: "first wave",
    destination: "windowsUpdate",
    publishingSpecifications: { manualAcquisition: true },
    targeting: select("*_component.inf"),
    ...change,
  });
const metadata = declare("metadata", "PublisherMetadata", ofSubmission);

export function select(infId: string): Values {
  return { hardwareIdsFrom: { metadata: "submission", select: { infId } } };
}

/** The submission is handed in, and everything is done with it. */
export function release(emulator: Emulator): void {
  const committedAt = emulator.clock.now().toISOString();
  for (const { id } of emulator.state().entities.submission) emulator.edit("submission", id, { committedAt });
  emulator.clock.advance(longMs);
}

function releaseBare(emulator: Emulator): void {
  for (const { id } of emulator.state().entities.submission) {
    emulator.edit("submission", id, { lacksDriverMetadata: true });
  }
  release(emulator);
}

export function publish(emulator: Emulator): void {
  emulator.clock.advance(longMs);
}

/** The submission was handed in a moment ago. */
function handIn(emulator: Emulator): void {
  release(emulator);
  emulator.clock.advance(-longMs);
  emulator.setWorkflowMinutes(0.5);
}

function awaitApproval(emulator: Emulator): void {
  for (const { id } of emulator.state().entities.shippingLabel) {
    emulator.edit("shippingLabel", id, { holdStep: "microsoftApproval" });
  }
  publish(emulator);
}

/** What is there is read again. */
export function refresh(kind: Kind, program: Program, ...meanwhile: Scenario["before"]): Scenario {
  return { kind, verb: "refresh", before: [...meanwhile, program], program, refreshes: true };
}

const reporting: readonly Scenario[] = [
  { kind: "ReportTemplate", verb: "create", before: [], program: [template()] },
  refresh("ReportTemplate", [template()]),
  { kind: "ReportTemplate", verb: "update", before: [[template()]], program: [template({ limit: 11 })] },
  {
    kind: "ReportSchedule",
    verb: "create",
    before: [[template()]],
    program: [template(), schedule({ paused: true })],
  },
  refresh("ReportSchedule", [template(), schedule()]),
  {
    kind: "ReportSchedule",
    verb: "update",
    before: [[template(), schedule()]],
    program: [template(), schedule({ recurrence: 9, paused: true })],
  },
  {
    kind: "ReportSchedule",
    verb: "update: resume",
    before: [[template(), schedule({ paused: true })]],
    program: [template(), schedule({ recurrence: 9 })],
  },
  { kind: "ReportSchedule", verb: "delete", before: [[template(), schedule()]], program: [template()] },
];

const products: readonly Scenario[] = [
  { kind: "Product", verb: "create", before: [], program: [product()] },
  refresh("Product", [product()]),
  {
    kind: "Product",
    verb: "update",
    before: [released],
    program: [product({ productName: "Etna", marketingNames: ["Etna"] }), submission()],
  },
  { kind: "Product", verb: "replace", before: [[product()]], program: [product({ firmwareVersion: "1.3" })] },
];

function submissions(path: string): readonly Scenario[] {
  const packed = submission({ package: path });
  return [
    { kind: "Submission", verb: "create", before: [[product()]], program: [product(), packed] },
    {
      kind: "Submission",
      verb: "create: derived",
      before: [released],
      program: [...released, derived()],
    },
    refresh("Submission", released),
    {
      kind: "Submission",
      verb: "update",
      before: [released],
      program: [product(), submission({ name: "renamed", package: path, waitFor: "signed" })],
    },
    {
      kind: "Submission",
      verb: "replace",
      before: [[product(), product({}, "other"), submission()]],
      program: [product(), product({}, "other"), submission({ productId: idOf("other") })],
    },
  ];
}

const labels: readonly Scenario[] = [
  {
    kind: "ShippingLabel",
    verb: "create",
    before: [released, release],
    program: [...released, label({ waitFor: "published" })],
  },
  {
    kind: "ShippingLabel",
    verb: "create: early",
    before: [released, handIn],
    program: [...released, label({ targeting: select("*") })],
  },
  refresh("ShippingLabel", [...released, label()], released, release),
  {
    kind: "ShippingLabel",
    verb: "update",
    before: [released, release, [...released, label()], publish],
    program: [...released, label({ targeting: select("*") })],
  },
  {
    kind: "ShippingLabel",
    verb: "replace",
    before: [released, release, [...released, label()], awaitApproval],
    program: [...released, label({ name: "second wave" })],
  },
  {
    kind: "ShippingLabel",
    verb: "delete",
    before: [released, release, [...released, label()], awaitApproval],
    program: released,
  },
  {
    kind: "ShippingLabel",
    verb: "delete: expire",
    before: [released, release, [...released, label({ onDelete: "expire" })], publish],
    program: released,
  },
];

const metadatas: readonly Scenario[] = [
  {
    kind: "PublisherMetadata",
    verb: "create",
    before: [released, releaseBare],
    program: [...released, metadata],
  },
  refresh("PublisherMetadata", [...released, metadata], released, releaseBare),
];

/** Every verb of every kind. What sends no request is left out: deleting all but schedules and labels. */
export function scenarios(packagePath: string): readonly Scenario[] {
  return [...reporting, ...products, ...submissions(packagePath), ...labels, ...metadatas];
}
