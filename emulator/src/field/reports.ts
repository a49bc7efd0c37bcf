import { type JsonObject, parseJson, renderJson } from "../http/json";
import { orEmpty, rewritten, type Variants } from "./variants";

/** JSON as a text, as the reporting API nests it. */
function nested(text: unknown, write: (value: JsonObject) => JsonObject): string {
  return renderJson(write(orEmpty(parseJson(String(text)))));
}

function capitalKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.charAt(0).toUpperCase() + name.slice(1), item]),
  );
}

/** A report template as the field has it. */
export function templateInTheField(value: JsonObject, words: Variants): JsonObject {
  const defaults = { condition: {}, aggregation: {}, orderby: [], limit: 0 };
  const template = (of: JsonObject) =>
    words.withUnknownProperty(
      words.withDefaults(
        rewritten(of, { view: words.anyCase, projection: words.list, limit: words.digits }),
        defaults,
      ),
    );
  const write = { templateId: words.digits, template: (text: unknown) => nested(text, template) };
  return words.withUnknownProperty(rewritten(value, write));
}

/** A schedule as the field has it: the documentation's own samples write `StartTime` here and `startTime` there. */
export function scheduleInTheField(value: JsonObject, words: Variants): JsonObject {
  const { digits, pick, withUnknownProperty: stranger } = words;
  const schedule = (of: JsonObject) => {
    const written = stranger(rewritten(of, { recurrenceInterval: digits, recurrence: digits }));
    return pick(written, capitalKeys(written));
  };
  const { callbackUrl, ...rest } = rewritten(value, {
    reportId: digits,
    templateId: digits,
    schedule: (text) => nested(text, schedule),
  });
  if (value.schedule === undefined) return stranger(rest);
  const named = callbackUrl === undefined ? pick({}, { callbackUrl: "" }) : { callbackUrl };
  return stranger({
    ...rest,
    ...pick<JsonObject>(named, callbackUrl ? { CallbackURL: callbackUrl } : named),
  });
}

/** Malformed rows that lists contain. */
export const oddReports: Readonly<Record<"template" | "schedule", JsonObject>> = {
  template: { templateId: "990000001", template: "{}", createdDatetime: null },
  schedule: {
    reportId: "990000001",
    templateId: 0,
    schedule: renderJson({ startTime: "2018-01-01", recurrenceInterval: "24", recurrence: "0" }),
    isActive: "false",
  },
};
