import { z } from "zod";

/** What was given is no preview of Pulumi: the user gave something wrong. */
export class NoPreviewError extends Error {}

const values = z.record(z.string(), z.unknown());
const frame = z.looseObject({ sourcePosition: z.string().nullish() });
const state = z.looseObject({
  type: z.string().nullish(),
  id: z.string().nullish(),
  inputs: values.nullish(),
  outputs: values.nullish(),
  protect: z.boolean().nullish(),
  stackTrace: z.array(frame).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
});
const step = z.looseObject({
  op: z.string(),
  urn: z.string(),
  provider: z.string().nullish(),
  oldState: state.nullish(),
  newState: state.nullish(),
  diffReasons: z.array(z.string()).nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: values.nullish(),
});
const diagnostic = z.looseObject({
  message: z.string().nullish(),
  severity: z.string().nullish(),
  urn: z.string().nullish(),
});
const preview = z.looseObject({
  steps: z.array(step).nullish(),
  diagnostics: z.array(diagnostic).nullish(),
  changeSummary: z.record(z.string(), z.number()).nullish(),
});

/** One state of a resource, as the engine prints it. */
export type EngineState = z.output<typeof state>;
/** One step of a preview, as the engine prints it. */
export type EngineStep = z.output<typeof step>;
/** What `pulumi preview --json` prints. */
export type EnginePreview = z.output<typeof preview>;

const knownFields = ["steps", "diagnostics", "changeSummary", "duration", "config", "maybeCorrupt"];
const knownStepFields = Object.keys(step.shape);

/**
 * Reads what `pulumi preview --json` has printed.
 *
 * @throws NoPreviewError, which says what it is instead
 */
export function readPreview(bytes: Uint8Array): EnginePreview {
  const text = decoded(bytes).trim();
  if (text === "")
    throw new NoPreviewError(
      "There is no preview: the input is empty. Give it the output of pulumi preview --json.",
    );
  const result = preview.safeParse(parsed(text));
  if (result.success && (result.data.steps || result.data.diagnostics || result.data.changeSummary))
    return result.data;
  const where = result.success ? "" : ` (at ${result.error.issues[0]?.path.join(".") || "its top"})`;
  throw new NoPreviewError(
    `This is JSON, but not a preview of Pulumi${where}. Give it the output of pulumi preview --json.`,
  );
}

/** PowerShell writes UTF-16 where one says `>`. */
function decoded(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoPreviewError(whyNot(text));
  }
}

function whyNot(text: string): string {
  if (!text.startsWith("{"))
    return "This is not JSON. Give it the output of pulumi preview --json, and nothing else.";
  const [line = ""] = text.split("\n");
  if (line.endsWith("}")) {
    return "This is the engine's stream of events. Run pulumi preview --json without PULUMI_ENABLE_STREAMING_JSON_PREVIEW.";
  }
  return "The JSON of the preview is cut off or broken: nothing can be said of it. Run pulumi preview --json again.";
}

/** What this version does not know of: fields of the preview and of its steps. */
export function strangeFields(given: EnginePreview): string[] {
  const ofSteps = (given.steps ?? []).flatMap((each) =>
    Object.keys(each).filter((name) => !knownStepFields.includes(name)),
  );
  const own = Object.keys(given).filter((name) => !knownFields.includes(name));
  return [...own, ...new Set(ofSteps.map((name) => `steps[].${name}`))];
}
