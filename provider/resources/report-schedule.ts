import * as pulumi from "@pulumi/pulumi";
import {
  isOfType,
  momentInput,
  numberOf,
  type OutputsOf,
  registration,
  typeOf,
} from "../dynamic/dev-center-resource";
import { reportScheduleKind } from "../kinds/report-schedule";

/** The schedule JSON of the reporting API, without its inner envelope. */
export interface ReportScheduleArgs {
  /** The template that runs: `template.templateId`. Change: update in place. */
  readonly templateId: pulumi.Input<number>;
  /**
   * The first run: a Date, or any ISO 8601 text (one without a zone is UTC). State and service keep
   * `yyyy-MM-ddTHH:mm:ssZ`; fractions of a second are dropped. Change: update in place.
   */
  readonly startTime: pulumi.Input<string | Date>;
  /** Hours between two runs, 12 at least. Change: update in place. */
  readonly recurrenceInterval: pulumi.Input<number>;
  /** How many times it runs, 1 at least. Change: update in place. */
  readonly recurrence: pulumi.Input<number>;
  /**
   * An https URL that the service calls when the data of a run is ready. Kept as a secret, for it may hold the
   * receiver's key. Left out: no call is made. Change: update in place.
   */
  readonly callbackUrl?: pulumi.Input<string> | undefined;
  /**
   * True stops further runs until it is false again. Change: update in place (pause, resume).
   *
   * @default false
   */
  readonly paused?: pulumi.Input<boolean> | undefined;
}

/**
 * When a report template runs: start, interval, number of runs, and whom to call.
 *
 * Every change is made in place. Destroy pauses the schedule and takes it out of the state, for the service cannot
 * delete schedules. To bring in one that exists: the resource option `import: "1"`.
 *
 * Maps to `/analytics/driver/report`, of which Microsoft has no public page any more. Errors: a check failure per fault
 * in preview; {@link ApiError} when Dev Center refuses. When it was created but could not be paused, it stays in state
 * and the next `pulumi up` pauses it.
 *
 * @example
 * ```ts
 * const template = devcenter.ReportTemplate.get("top-drivers", "15");
 * const daily = new devcenter.ReportSchedule("daily", {
 *   templateId: template.templateId,
 *   startTime: "2026-12-01T00:00:00Z",
 *   recurrenceInterval: 24, // hours
 *   recurrence: 30, // runs
 *   callbackUrl: new pulumi.Config().requireSecret("callbackUrl"),
 * });
 * ```
 */
export class ReportSchedule extends pulumi.CustomResource implements OutputsOf<typeof reportScheduleKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(reportScheduleKind.name);

  /** The template that runs. */
  declare readonly templateId: pulumi.Output<number>;
  /** The first run, as an ISO 8601 text. */
  declare readonly startTime: pulumi.Output<string>;
  /** Hours between two runs. */
  declare readonly recurrenceInterval: pulumi.Output<number>;
  /** How many times it runs in all. */
  declare readonly recurrence: pulumi.Output<number>;
  /** The URL that is called when the data of a run is ready. Always a secret. */
  declare readonly callbackUrl: pulumi.Output<string | undefined>;
  /** Whether the program wants no further runs for now. */
  declare readonly paused: pulumi.Output<boolean | undefined>;
  /** Whether runs are still to come: false when paused, and when all runs are over. */
  declare readonly isActive: pulumi.Output<boolean>;
  /** The id under which the data of its runs is asked for. */
  readonly reportId: pulumi.Output<number>;

  constructor(name: string, args: ReportScheduleArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = args && { ...args, startTime: momentInput(args.startTime) };
    super(...registration(reportScheduleKind, name, inputs, options));
    this.reportId = this.id.apply(numberOf);
  }

  /** Whether a value is a {@link ReportSchedule}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is ReportSchedule {
    return isOfType(value, ReportSchedule.__pulumiType);
  }

  /**
   * Reads a schedule that this program does not manage.
   *
   * @param id the reportId, such as `"1"`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ReportSchedule {
    return new ReportSchedule(name, undefined as never, { ...options, id });
  }
}
