import { z } from "zod";
import { wordsOf } from "../http/error-words";
import { wireObject, wireText } from "../http/wire";
import { documented } from "./workflow-words";

/**
 * How far the service has come with a submission or a label.
 *
 * @inline
 */
export interface WorkflowStatus {
  /** Such as `packageInfoValidation`, `scanning`, `signing`, `finalizeIngestion`. */
  readonly currentStep: string;
  /** `notStarted`, `started`, `failed` or `completed`. */
  readonly state: string;
  /** What the service says about the step, above all when it failed. */
  readonly messages: readonly string[];
}

/** The workflow as read from the wire; the link to its error report stays apart, for it is a secret. */
export const workflow = wireObject.transform((wire) => {
  if (wire === undefined) return undefined;
  const { currentStep, state, messages, errorReport } = workflowFields.parse(wire);
  return {
    // Seen as a number, too, and as null in between.
    status: {
      currentStep: documented(currentStep ?? ""),
      state: documented(state || "notStarted"),
      messages,
    } satisfies WorkflowStatus,
    errorReport,
  };
});

const workflowFields = z.looseObject({
  currentStep: wireText,
  state: wireText,
  messages: z.unknown().optional().transform(messageTexts),
  errorReport: wireText.transform((link) => link || undefined),
});

/** More is of no use to a reader, and all of them are kept in state. */
const mostMessages = 50;

/** Messages are texts; of an object its own message is taken. */
function messageTexts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list
    .filter((item) => item !== null && item !== "")
    .slice(0, mostMessages)
    .map((item) => (typeof item === "object" ? (wordsOf(JSON.stringify(item)).reason ?? "") : String(item)));
}
