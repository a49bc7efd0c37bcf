import type { FaultAction } from "devcenter-emulator";
import fc from "fast-check";
import { type Declaration, idOf, type Program } from "../../harness/engine-simulator";

/** How often what hits which request of a run. */
export interface RandomFault {
  readonly after: number;
  readonly action: FaultAction;
}

/** What another person does to an object of the service, the one of that number. */
export interface Drift {
  readonly what:
    | "edit a template"
    | "lose a template"
    | "pause a schedule"
    | "lose a schedule"
    | "rename a submission";
  readonly number: number;
}

/** One edit of the program, and everything that goes wrong with it. */
export interface Chapter {
  readonly program: Program;
  readonly faults: readonly RandomFault[];
  readonly drifts: readonly Drift[];
}

const count = 4;
const index = fc.nat(count - 1);
// Few values, so that equal ones come about: there is nothing but the order of their creation to tell them apart.
const few = fc.nat(1);

function some<T>(entry: fc.Arbitrary<T>): fc.Arbitrary<(readonly [number, T])[]> {
  return fc.uniqueArray(fc.tuple(index, entry), { maxLength: count, selector: ([key]) => key });
}

const template = fc.record({ limit: few });
const schedule = fc.record({ of: index, recurrence: few, paused: fc.boolean() });
const product = fc.record({ firmware: few, name: few });
const submission = fc.record({ name: few });
const label = fc.record({ of: index, name: few });

/** A name may stand for another thing in the next chapter; two names, for the same thing in turn. */
const named = fc.constantFrom("", "renamed-");

const program: fc.Arbitrary<Program> = fc
  .record({
    rename: named,
    templates: some(template),
    schedules: some(schedule),
    products: some(product),
    submissions: some(submission),
    labels: some(label),
  })
  .map(({ rename, templates, schedules, products, submissions, labels }) => {
    const has = (list: readonly (readonly [number, unknown])[], key: number) =>
      list.some(([at]) => at === key);
    const owned = submissions.filter(([key]) => has(products, key));
    return [
      ...templates.map(([key, { limit }]) => declaredTemplate(`${rename}template-${key}`, limit)),
      ...schedules
        .filter(([, { of }]) => has(templates, of))
        .map(([key, { of, ...rest }]) =>
          declaredSchedule(`schedule-${key}`, `${rename}template-${of}`, rest),
        ),
      ...products.map(([key, { name, firmware }]) => declaredProduct(`product-${key}-${name}`, firmware)),
      ...owned.map(([key, { name }]) => {
        const [, of] = products.find(([at]) => at === key) ?? [0, { name: 0 }];
        return declaredSubmission(`submission-${key}`, `product-${key}-${of.name}`, name);
      }),
      ...labels
        .filter(([, { of }]) => has(owned, of))
        .map(([key, { of, name }]) => declaredLabel(`label-${key}`, `submission-${of}`, name)),
    ];
  });

function declaredTemplate(name: string, limit: number): Declaration {
  const dateRange = { reportPeriod: "Last7Days" };
  const inputs = {
    view: "IHVDriver",
    projection: ["DriverName", "EventCount"],
    dateRange,
    limit: 10 + limit,
  };
  return { name, kind: "ReportTemplate", inputs };
}

function declaredSchedule(
  name: string,
  of: string,
  { recurrence, paused }: { recurrence: number; paused: boolean },
): Declaration {
  const times = { startTime: "2026-04-01T00:00:00Z", recurrenceInterval: 24, recurrence: 7 + recurrence };
  return { name, kind: "ReportSchedule", inputs: { templateId: idOf(of), ...times, paused } };
}

function declaredProduct(name: string, firmware: number): Declaration {
  const inputs = {
    productName: "Volcano",
    testHarness: "hlk",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    firmwareVersion: String(firmware),
  };
  return { name, kind: "Product", inputs, deleteBeforeReplace: firmware === 0 };
}

function declaredSubmission(name: string, of: string, version: number): Declaration {
  const inputs = { productId: idOf(of), name: `version ${version}`, type: "initial" };
  return { name, kind: "Submission", inputs };
}

function declaredLabel(name: string, of: string, title: number): Declaration {
  const inputs = {
    productId: idOf(of, 0),
    submissionId: idOf(of, 1),
    name: `label ${title}`,
    destination: "anotherPartner",
    recipientSpecifications: { receiverPublisherId: "27691110" },
  };
  return { name, kind: "ShippingLabel", inputs };
}

const page = "<!DOCTYPE html><html><body>…</body></html>";
const actions: readonly FaultAction[] = [
  { drop: "before" },
  { drop: "after" },
  { drop: "after" },
  { respond: { status: 429, headers: { "retry-after": "3" } } },
  { respond: { status: 500 } },
  { respond: { status: 500 }, effect: true },
  { respond: { status: 502, body: page }, effect: true },
  { respond: { status: 200, body: page }, effect: true },
  { truncate: 15 },
];
const fault = fc.record({ after: fc.nat(25), action: fc.constantFrom(...actions) });
const drift: fc.Arbitrary<Drift> = fc.record({
  what: fc.constantFrom(
    "edit a template",
    "lose a template",
    "pause a schedule",
    "lose a schedule",
    "rename a submission",
  ),
  number: index,
});

/** The life of a program: edited again and again. */
export const stories: fc.Arbitrary<Chapter[]> = fc.array(
  fc.record({
    program,
    faults: fc.array(fault, { maxLength: 4 }),
    drifts: fc.array(drift, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);
