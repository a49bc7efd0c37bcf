/**
 * What journals of form 1 and 2 call the kinds. Frozen, whatever messages call them today. New entries hold the name of the
 * kind beside it; when no version is in use any more that knows these texts alone, they can go.
 */
const oldTexts: Readonly<Record<string, string>> = {
  ReportTemplate: "report template",
  ReportSchedule: "report schedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "shipping label",
  PublisherMetadata: "publisher metadata",
};

/** "ReportTemplate" → "report template" */
export function journalTextOf(kind: string): string {
  return oldTexts[kind] ?? kind;
}

/** "report template" → "ReportTemplate" */
export function kindOfJournalText(text: string): string {
  return Object.keys(oldTexts).find((kind) => oldTexts[kind] === text) ?? text;
}
