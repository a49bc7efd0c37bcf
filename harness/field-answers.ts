import { labelsInTheField } from "./field-labels";
import { productsInTheField } from "./field-products";
import { reportsInTheField } from "./field-reports";
import { fieldWords, type Pick, type Wire } from "./field-words";
import type { Kind } from "./sample-inputs";

/** The id under which a resource of each kind is answered. */
export const IDS: Readonly<Record<Kind, string>> = {
  ReportTemplate: "15",
  ReportSchedule: "1",
  Product: "14631253285588838",
  Submission: "14631253285588838/1152921504621465124",
  ShippingLabel: "14631253285588838/1152921504621465124/1152921504606978422",
  PublisherMetadata: "14631253285588838/1152921504621465124",
};

/**
 * Writes an object that is what a program declares as the service might: with defaults that nobody declared, null for
 * empty, properties that nobody knows, enumerations in another case, lists in another order, digits as texts.
 */
export function fieldAnswer(kind: Kind, inputs: Wire, pick: Pick): Wire {
  const words = fieldWords(pick);
  const { ReportTemplate, ReportSchedule } = reportsInTheField(words);
  const { Product, Submission } = productsInTheField(words);
  const { ShippingLabel } = labelsInTheField(words);
  const writers = {
    ReportTemplate,
    ReportSchedule,
    Product,
    Submission,
    ShippingLabel,
    PublisherMetadata: Submission,
  };
  return writers[kind](inputs, IDS[kind].split("/").at(-1) ?? "");
}
