import type { FieldWords, Wire } from "./field-words";

/** Report templates and schedules in the words of the service. */
export function reportsInTheField(words: FieldWords) {
  const { pick, anyCase, anyOrder, asIs, digits, moment, or, stranger } = words;

  function condition(value: Record<string, Wire[] | undefined>): unknown {
    const elements = (of: Wire[]) => anyOrder(of.map(element));
    return stranger({ and: or(value.and, elements, []), or: or(value.or, elements, []) });
  }

  function element(value: Wire): Wire {
    if (value.condition !== undefined) return stranger({ condition: condition(value.condition as never) });
    const { attribute, operator, value: text } = value as Record<string, string>;
    const nested = pick(undefined, null);
    return stranger({ attribute, operator: anyCase(operator ?? ""), value: text, condition: nested });
  }

  const aggregation = (value: Wire) =>
    stranger({
      aggregatedColumns: or(value.aggregatedColumns, (list: string[]) => anyOrder(list.map(anyCase)), []),
      condition: or(value.condition, condition, {}),
    });
  const order = (keys: Wire[]) => keys.map((key) => stranger({ ...key, sort: anyCase(key.sort as string) }));

  return {
    ReportTemplate(inputs: Wire): Wire {
      const { reportPeriod } = inputs.dateRange as { reportPeriod: string };
      const template = stranger({
        view: anyCase(inputs.view as string),
        projection: anyOrder(inputs.projection as string[]),
        dateRange: stranger({ reportPeriod: anyCase(reportPeriod) }),
        condition: or(inputs.condition, condition, {}),
        aggregation: or(inputs.aggregation, aggregation, {}),
        orderby: or(inputs.orderby, order, []),
        limit: or(inputs.limit, digits, 0),
      });
      return stranger({ templateId: digits(15), template: JSON.stringify(template) });
    },

    ReportSchedule(inputs: Wire): Wire {
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
    },
  };
}
