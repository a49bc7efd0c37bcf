import type { FieldWords, Wire } from "./field-words";

type Filters = Record<string, Wire[] | undefined>;

/** Report templates and schedules in the words of the service. */
export function reportsInTheField(words: FieldWords) {
  return {
    ReportTemplate: (inputs: Wire) => templateIn(words, inputs),
    ReportSchedule: (inputs: Wire) => scheduleIn(words, inputs),
  };
}

function conditionIn(words: FieldWords, value: Filters): unknown {
  const { anyOrder, or, stranger } = words;
  const elements = (of: Wire[]) => anyOrder(of.map((one) => elementIn(words, one)));
  return stranger({ and: or(value.and, elements, []), or: or(value.or, elements, []) });
}

function elementIn(words: FieldWords, value: Wire): Wire {
  const { anyCase, pick, stranger } = words;
  if (value.condition !== undefined) {
    return stranger({ condition: conditionIn(words, value.condition as Filters) });
  }
  const { attribute, operator, value: text } = value as Record<string, string>;
  const nested = pick(undefined, null);
  return stranger({ attribute, operator: anyCase(operator ?? ""), value: text, condition: nested });
}

function aggregationIn(words: FieldWords, value: Wire): Wire {
  const { anyCase, anyOrder, or, stranger } = words;
  return stranger({
    aggregatedColumns: or(value.aggregatedColumns, (list: string[]) => anyOrder(list.map(anyCase)), []),
    condition: or(value.condition, (inner: Filters) => conditionIn(words, inner), {}),
  });
}

function templateIn(words: FieldWords, inputs: Wire): Wire {
  const { anyCase, anyOrder, digits, or, stranger } = words;
  const order = (keys: Wire[]) => keys.map((key) => stranger({ ...key, sort: anyCase(key.sort as string) }));
  const { reportPeriod } = inputs.dateRange as { reportPeriod: string };
  const template = stranger({
    view: anyCase(inputs.view as string),
    projection: anyOrder(inputs.projection as string[]),
    dateRange: stranger({ reportPeriod: anyCase(reportPeriod) }),
    condition: or(inputs.condition, (value: Filters) => conditionIn(words, value), {}),
    aggregation: or(inputs.aggregation, (value: Wire) => aggregationIn(words, value), {}),
    orderby: or(inputs.orderby, order, []),
    limit: or(inputs.limit, digits, 0),
  });
  return stranger({ templateId: digits(15), template: JSON.stringify(template) });
}

function scheduleIn({ asIs, digits, moment, or, stranger }: FieldWords, inputs: Wire): Wire {
  const { startTime, recurrenceInterval, recurrence } = inputs;
  const schedule = {
    startTime: moment(startTime as string),
    recurrenceInterval: digits(recurrenceInterval),
    recurrence: digits(recurrence),
  };
  return stranger({
    reportId: digits(1),
    templateId: digits(inputs.templateId),
    schedule: JSON.stringify(stranger(schedule)),
    callbackUrl: or(inputs.callbackUrl, asIs, ""),
    isActive: inputs.paused !== true,
  });
}
