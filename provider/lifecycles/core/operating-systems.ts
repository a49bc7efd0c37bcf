import { z } from "zod";
import { ignoringCase } from "./equality";
import { mayExist } from "./schema";
import { type Shape, textual } from "./shape";

// Microsoft adds a code with every release of Windows, long before anybody updates a list: what follows the
// documented pattern passes, and the service has the last word.
const codePattern = /^WINDOWS_[A-Z0-9_]+$/i;
const familyPattern = /^Windows[A-Z0-9_]*$/i;

/** An operating system of a signature, such as WINDOWS_v100_X64_RS3_FULL. */
export function operatingSystemCode(): Shape<string> {
  const expected = "an operating system code such as WINDOWS_v100_X64_RS3_FULL";
  return textual(
    z.string(expected).refine((code) => codePattern.test(code), { error: expected, params: mayExist }),
    ignoringCase,
  );
}

/** Whether a text is written as an operating system family, such as windows_v100_RS3. */
export function isOperatingSystemFamily(text: string): boolean {
  return familyPattern.test(text);
}
