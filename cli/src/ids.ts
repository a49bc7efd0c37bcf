import { InvalidArgumentError } from "commander";

const decimal = /^[1-9]\d*$/;

/** An argument that is one decimal id. */
export function decimalId(text: string): string {
  if (decimal.test(text)) return text;
  throw new InvalidArgumentError("It must be an id in decimal digits, such as 14631253285588838.");
}

export interface SubmissionId {
  readonly productId: string;
  readonly submissionId: string;
}

/** An argument of the form that Pulumi shows as the id of a Submission. */
export function submissionIdOf(text: string): SubmissionId {
  const [productId, submissionId] = partsOf(text, 2, "<productId>/<submissionId>");
  return { productId, submissionId };
}

export interface LabelId extends SubmissionId {
  readonly labelId: string;
}

/** An argument of the form that Pulumi shows as the id of a ShippingLabel. */
export function labelIdOf(text: string): LabelId {
  const [productId, submissionId, labelId] = partsOf(text, 3, "<productId>/<submissionId>/<labelId>");
  return { productId, submissionId, labelId };
}

function partsOf(text: string, count: 2, form: string): [string, string];
function partsOf(text: string, count: 3, form: string): [string, string, string];
function partsOf(text: string, count: number, form: string): string[] {
  const parts = text.split("/");
  if (parts.length === count && parts.every((part) => decimal.test(part))) return parts;
  throw new InvalidArgumentError(`It must have the form ${form}, each in decimal digits.`);
}

/** An option that is a number of minutes. */
export function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It must be a number of minutes above 0.");
}
