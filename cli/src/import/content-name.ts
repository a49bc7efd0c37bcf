import type { Values } from "pulumi-devcenter/internal/lifecycles";
import type { FoundObject } from "./account";

/** Templates and schedules have no name on Dev Center: their content takes its place. */

/** Such as `failures by Driver Last90Days`: by its first column, and how far it looks back. */
export function templateName({ declarable }: FoundObject): string {
  const { view, projection, dateRange } = declarable;
  const [column = "all"] = Array.isArray(projection) ? projection.map(String) : [];
  const owner = String(view).toLowerCase() === "oemdriver" ? "oem " : "";
  const period = String((dateRange as Values | undefined)?.reportPeriod ?? "");
  return `${owner}failures by ${column.replace(/Name$/, "")} ${period}`;
}

const names: Readonly<Record<number, string>> = {
  12: "half-daily",
  24: "daily",
  168: "weekly",
  336: "fortnightly",
};

/** Such as `daily failures by driver name last 90 days`. */
export function scheduleName({ declarable }: FoundObject, template: FoundObject | undefined): string {
  const hours = Number(declarable.recurrenceInterval);
  const pace = names[hours] ?? `every ${hours} hours`;
  return `${pace} ${template === undefined ? `report ${String(declarable.templateId)}` : templateName(template)}`;
}
