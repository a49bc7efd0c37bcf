import type { Lifecycle } from "./core/lifecycle";
import { product } from "./product/product";
import { publisherMetadata } from "./publisher-metadata/publisher-metadata";
import { reportSchedule } from "./report-schedule/report-schedule";
import { reportTemplate } from "./report-template/report-template";
import { shippingLabel } from "./shipping-label/shipping-label";
import { submission } from "./submission/submission";

/** Every kind of resource by the name that stands in users' state: a name here can never change. */
export const lifecycles: Readonly<Record<string, Lifecycle>> = {
  ReportTemplate: reportTemplate,
  ReportSchedule: reportSchedule,
  Product: product,
  Submission: submission,
  ShippingLabel: shippingLabel,
  PublisherMetadata: publisherMetadata,
};
