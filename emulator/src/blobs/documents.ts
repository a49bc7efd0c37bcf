import type { Emulation } from "../emulation";
import { reportText } from "../report-text";
import type { BlobAddress } from "./links";

/** A file the service itself makes. */
export interface GeneratedDocument {
  contentType: string;
  /** Its content. Throws a Refusal when the emulator cannot make it. */
  text(): string;
}

const plainText = "text/plain; charset=utf-8";

function submissionDocument(blob: string): GeneratedDocument | undefined {
  switch (blob) {
    case "driverMetadata":
      return { contentType: "application/json", text: () => JSON.stringify({ BundleInfoMap: {} }) };
    case "certificationReport":
      return { contentType: plainText, text: () => "Made by the emulator: nothing was certified.\n" };
    default:
      return undefined;
  }
}

/** The generated file a link points to, if it is one: a report, or what comes with a signed package. */
export function documentAt(
  { container, blob }: BlobAddress,
  { store }: Emulation,
): GeneratedDocument | undefined {
  if (store.list("submission").some((submission) => submission.container === container)) {
    return submissionDocument(blob);
  }
  const report = store.list("reportSchedule").find((schedule) => schedule.container === container);
  const template = report && store.find("reportTemplate", report.templateId);
  return template && { contentType: plainText, text: () => reportText(template.template, blob) };
}
