export { ReportSchedule, ReportTemplate } from "pulumi-devcenter";
