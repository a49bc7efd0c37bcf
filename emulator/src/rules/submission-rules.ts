import { z } from "zod";
import { type Checked, checkInput } from "./input-faults";

const name = z.string().min(1, "must not be empty");

const submission = z.strictObject({
  name,
  type: z
    .string()
    .transform((type) => type.toLowerCase())
    .pipe(z.enum(["initial", "derived"])),
});

const submissionPatch = z.strictObject({ name });

/** The body of a submission's creation, once checked. */
export type CheckedSubmission = z.infer<typeof submission>;

/** Holds the body of a submission's creation against the rules. */
export function checkSubmission(input: unknown): Checked<CheckedSubmission> {
  return checkInput(submission, input);
}

/** Holds the body of a submission's update against the rules: only its name can change. */
export function checkSubmissionPatch(input: unknown): Checked<{ name: string }> {
  return checkInput(submissionPatch, input);
}
