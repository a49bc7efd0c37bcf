import * as pulumi from "@pulumi/pulumi";
import { isOfType, numberOf, type OutputsOf, registration, typeOf } from "../dynamic/dev-center-resource";
import { reportTemplateKind } from "../kinds/report-template";
import type { ReportColumn, View } from "../lifecycles/report-template/report-columns";

/**
 * A known spelling that an editor can complete; any other text passes the compiler and is judged in preview.
 *
 * @inline
 */
type Suggested<T extends string> = T | (string & Record<never, never>);

/** How far back a report looks from the moment it runs. */
export type ReportPeriod =
  | "Yesterday"
  | "Last3Days"
  | "Last7Days"
  | "Last10Days"
  | "Last15Days"
  | "Last30Days"
  | "Last60Days"
  | "Last90Days";

/** How a filter compares. Lower case is accepted, too. */
export type FilterOperator = "IN" | "EQ" | "NEQ" | "LT" | "GT" | "LTE" | "GTE" | "LIKE";

/** One comparison, or a condition within a condition. */
export type FilterElement =
  | {
      /** A column of the view; after aggregation also an aggregated column such as `SUM(EventCount)`. */
      readonly attribute: pulumi.Input<Suggested<ReportColumn>>;
      /** How the value of the column compares with `value`. */
      readonly operator: pulumi.Input<Suggested<FilterOperator>>;
      /** Always a text, numbers too: `"1000"`. */
      readonly value: pulumi.Input<string>;
    }
  | {
      /** A filter in brackets: it counts as one element. */
      readonly condition: pulumi.Input<ReportCondition>;
    };

/** A filter: all of `and` and any of `or`, nested to any depth. Its order means nothing. */
export interface ReportCondition {
  /** Of these, every one has to be true of a row. */
  readonly and?: pulumi.Input<pulumi.Input<FilterElement>[]> | undefined;
  /** Of these, at least one has to be true of a row. */
  readonly or?: pulumi.Input<pulumi.Input<FilterElement>[]> | undefined;
}

/** What is computed over the rows that the condition leaves. */
export interface ReportAggregation {
  /** `FUNCTION(Column)` with SUM, AVG, COUNT, DCOUNT, MAX or MIN, such as `DCOUNT(DeviceId)`; case means nothing. */
  readonly aggregatedColumns?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** A filter over the aggregated rows, such as `SUM(EventCount)` greater than `"1000"`. */
  readonly condition?: pulumi.Input<ReportCondition> | undefined;
}

/** One key of the order in which the rows stand. */
export interface ReportOrder {
  /** Something that stands in `projection` or in `aggregation.aggregatedColumns`. */
  readonly attribute: pulumi.Input<Suggested<ReportColumn>>;
  /** Smallest first (`asc`), or largest first. Any case is accepted. */
  readonly sort: pulumi.Input<Suggested<"asc" | "desc">>;
}

/** The template JSON of the reporting API, property by property: a documented sample can be pasted as it is. */
export interface ReportTemplateArgs {
  /** `IHVDriver`: failures of your drivers. `OEMDriver`: failures on your hardware. Change: update in place. */
  readonly view: pulumi.Input<Suggested<View>>;
  /** The columns, at least one, in their order in the report; each view has its own set. Change: update in place. */
  readonly projection: pulumi.Input<pulumi.Input<Suggested<ReportColumn>>[]>;
  /** The period that every run looks back over, 90 days at most. Change: update in place. */
  readonly dateRange: pulumi.Input<{
    /** Counted back from the moment of each run. */
    readonly reportPeriod: pulumi.Input<Suggested<ReportPeriod>>;
  }>;
  /** Filter before aggregation. Left out: all rows. Change: update in place. */
  readonly condition?: pulumi.Input<ReportCondition> | undefined;
  /** What is computed over the rows. Left out: the rows are reported as they are. Change: update in place. */
  readonly aggregation?: pulumi.Input<ReportAggregation> | undefined;
  /** The order of the rows, first key first. Left out: no order. Change: update in place. */
  readonly orderby?: pulumi.Input<pulumi.Input<ReportOrder>[]> | undefined;
  /**
   * Rows at most; 0 means all. Change: update in place.
   *
   * @default 0
   */
  readonly limit?: pulumi.Input<number> | undefined;
}

/**
 * What a driver-failure report contains: columns, period, filters, aggregation. A {@link ReportSchedule} runs it.
 *
 * Every change edits the template in place. Destroy takes it out of the state and leaves it on Dev Center, for the
 * service cannot delete templates. To bring in one that exists: the resource option `import: "15"`.
 *
 * Maps to `/analytics/driver/reporttemplate`, of which Microsoft has no public page any more. Errors: a check failure
 * per fault in preview; {@link ApiError} when Dev Center refuses, with 404 or 410 where the account's service no longer
 * offers the reporting API.
 *
 * @example
 * ```ts
 * const template = new devcenter.ReportTemplate("top-drivers", {
 *   view: "IHVDriver",
 *   projection: ["DriverName"],
 *   dateRange: { reportPeriod: "Last90Days" },
 *   condition: { and: [{ attribute: "EventType", operator: "EQ", value: "Kernel" }] },
 *   aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
 *   orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
 *   limit: 10,
 * });
 * ```
 */
export class ReportTemplate extends pulumi.CustomResource implements OutputsOf<typeof reportTemplateKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(reportTemplateKind.name);

  /** Whose failures it reports: those of your drivers, or those on your hardware. */
  declare readonly view: pulumi.Output<View>;
  /** The columns, in their order in the report. */
  declare readonly projection: pulumi.Output<ReportColumn[]>;
  /** The period that every run looks back over. */
  declare readonly dateRange: pulumi.Output<{
    /** Counted back from the moment of each run. */
    readonly reportPeriod: ReportPeriod;
  }>;
  /** The filter before aggregation. */
  declare readonly condition: pulumi.Output<pulumi.Unwrap<ReportCondition> | undefined>;
  /** What is computed over the rows. */
  declare readonly aggregation: pulumi.Output<pulumi.Unwrap<ReportAggregation> | undefined>;
  /** The order of the rows, first key first. */
  declare readonly orderby: pulumi.Output<pulumi.Unwrap<ReportOrder>[] | undefined>;
  /** Rows at most; 0 means all. */
  declare readonly limit: pulumi.Output<number | undefined>;
  /** The id by which schedules name the template. Known in the preview of an update, so that they stay unchanged. */
  readonly templateId: pulumi.Output<number>;

  constructor(name: string, args: ReportTemplateArgs, options?: pulumi.CustomResourceOptions) {
    super(...registration(reportTemplateKind, name, args && { ...args }, options));
    this.templateId = this.id.apply(numberOf);
  }

  /** Whether a value is a {@link ReportTemplate}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is ReportTemplate {
    return isOfType(value, ReportTemplate.__pulumiType);
  }

  /**
   * Reads a template that this program does not manage.
   *
   * @param id the templateId, such as `"15"`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ReportTemplate {
    return new ReportTemplate(name, undefined as never, { ...options, id });
  }
}
