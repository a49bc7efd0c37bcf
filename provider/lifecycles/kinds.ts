import type { Lifecycle } from "./lifecycle";
import { product } from "./product";
import { publisherMetadata } from "./publisher-metadata";
import { reportSchedule } from "./report-schedule";
import { reportTemplate } from "./report-template";
import { shippingLabel } from "./shipping-label";
import { submission } from "./submission";

/** Every kind of resource by the name that stands in users' state: a name here can never change. */
export const lifecycles: Readonly<Record<string, Lifecycle>> = {
  ReportTemplate: reportTemplate,
  ReportSchedule: reportSchedule,
  Product: product,
  Submission: submission,
  ShippingLabel: shippingLabel,
  PublisherMetadata: publisherMetadata,
};
