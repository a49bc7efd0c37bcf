import type { Kind } from "./kind";
import { productKind } from "./product";
import { publisherMetadataKind } from "./publisher-metadata";
import { reportScheduleKind } from "./report-schedule";
import { reportTemplateKind } from "./report-template";
import { shippingLabelKind } from "./shipping-label";
import { submissionKind } from "./submission";

/** Every kind of resource by its name. */
export const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(
  [
    reportTemplateKind,
    reportScheduleKind,
    productKind,
    submissionKind,
    shippingLabelKind,
    publisherMetadataKind,
  ].map((kind) => [kind.name, kind]),
);
