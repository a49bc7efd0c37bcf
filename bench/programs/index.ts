import type * as pulumi from "@pulumi/pulumi";

type Class = new (name: string, args: Record<string, unknown>) => pulumi.CustomResource;

// The one of the programs beside this that makes the resources. All are asked for the very same ones.
const { ReportTemplate, ReportSchedule } = require(`./${process.env.BENCH_WAY}`) as Record<
  "ReportTemplate" | "ReportSchedule",
  Class
>;

for (let number = 0; number < Number(process.env.BENCH_PAIRS); number++) {
  const template = new ReportTemplate(`template-${number}`, {
    view: "IHVDriver",
    projection: ["DriverName", "DriverVersion", "FailureName", "FailureHash"],
    dateRange: { reportPeriod: "Last30Days" },
    limit: number,
  });
  new ReportSchedule(`schedule-${number}`, {
    templateId: template.id.apply(Number),
    startTime: "2030-01-01T00:00:00Z",
    recurrenceInterval: 24,
    recurrence: 30,
  });
}
