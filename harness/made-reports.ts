import fc from "fast-check";
import { ihvColumns, oemColumns, reportPeriods, sharedColumns } from "../emulator/src/rules/report-columns";
import { anyText } from "./hostile-texts";

/** A schedule as somebody made it by hand. */
export interface MadeSchedule {
  /** Which of the account's templates. */
  readonly template: number;
  /** Hours from now. */
  readonly startsInHours: number;
  readonly recurrenceInterval: number;
  readonly recurrence: number;
  /** What its callback URL is made of; undefined: it has none. */
  readonly callback?: (typeof callbacks)[number] | undefined;
  readonly isPaused: boolean;
}

/** Where the key of a receiver may stand; %s is the key. */
export const callbacks = [
  "https://hooks.contoso.com/in/%s",
  "https://hooks.contoso.com/in?code=%s&name='a'",
  "https://user:%s@hooks.contoso.com:8443/in",
  "https://contoso.servicebus.windows.net/q?Endpoint=sb://contoso/;SharedAccessKeyName=all;SharedAccessKey=%s",
  "https://contoso.blob.core.windows.net/in?sv=2026-01-01&sig=%s",
  "https://hooks.contoso.com/#%s",
  // Dev Center takes it, and a program cannot declare it.
  "http://hooks.contoso.com/in/%s",
] as const;

const functions = ["SUM", "AVG", "COUNT", "DCOUNT", "MAX", "MIN"];
const operators = ["IN", "EQ", "NEQ", "LT", "GT", "LTE", "GTE", "LIKE", "in", "Eq"];

function templateOver(view: string, columns: readonly string[]) {
  const column = fc.constantFrom(...columns);
  const some = fc.uniqueArray(column, { minLength: 1, maxLength: 8 });
  const predicateOn = (attribute: fc.Arbitrary<string>) =>
    fc.record({ attribute, operator: fc.constantFrom(...operators), value: anyText });
  const conditionOn = (attribute: fc.Arbitrary<string>) => {
    const predicates = fc.array(predicateOn(attribute), { maxLength: 3 });
    const nested = fc.record({ condition: fc.record({ or: predicates }) });
    return fc.oneof(
      fc.constant({}),
      fc.record({ and: fc.array(fc.oneof(predicateOn(attribute), nested), { maxLength: 3 }) }),
      fc.record({ or: predicates }),
    );
  };
  return fc
    .record({ projection: some, aggregated: fc.uniqueArray(column, { maxLength: 2 }), by: fc.nat(5) })
    .chain(({ projection, aggregated, by }) => {
      const expressions = aggregated.map((name, index) => `${functions[(by + index) % 6]}(${name})`);
      const sortable = fc.constantFrom(...projection, ...expressions);
      return fc.record(
        {
          view: fc.constant(view),
          projection: fc.constant(projection),
          dateRange: fc.record({ reportPeriod: fc.constantFrom(...reportPeriods) }),
          condition: conditionOn(column),
          aggregation: fc.record(
            {
              aggregatedColumns: fc.constant(expressions),
              condition: conditionOn(fc.constantFrom(...projection, ...expressions)),
            },
            { requiredKeys: ["aggregatedColumns"] },
          ),
          orderby: fc.uniqueArray(fc.record({ attribute: sortable, sort: fc.constantFrom("asc", "desc") }), {
            maxLength: 2,
            selector: ({ attribute }) => attribute,
          }),
          limit: fc.nat(100),
        },
        { requiredKeys: ["view", "projection", "dateRange"] },
      );
    });
}

/** The body of a template. */
export const madeTemplate: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: templateOver("IHVDriver", [...sharedColumns, ...ihvColumns]) },
  { weight: 2, arbitrary: templateOver("OEMDriver", [...sharedColumns, ...oemColumns]) },
  // Made twice.
  fc.constant({
    view: "IHVDriver",
    projection: ["DriverName"],
    dateRange: { reportPeriod: "Last7Days" },
  }),
);

export function madeSchedules(templates: number): fc.Arbitrary<MadeSchedule[]> {
  if (templates === 0) return fc.constant([]);
  const schedule = fc.record({
    template: fc.nat(templates - 1),
    startsInHours: fc.constantFrom(-10_000, -100, -1, 24, 8000),
    recurrenceInterval: fc.constantFrom(12, 24, 36, 168, 336, 720),
    recurrence: fc.constantFrom(1, 4, 30, 1000),
    callback: fc.option(fc.constantFrom(...callbacks), { nil: undefined, freq: 3 }),
    isPaused: fc.boolean(),
  });
  return fc.array(schedule, { maxLength: 3 });
}
