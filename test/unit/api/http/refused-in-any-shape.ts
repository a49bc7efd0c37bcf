import assert from "node:assert/strict";
import fc from "fast-check";
import { parseErrorResponse } from "../../../../provider/api/http/parse-error";

/** Another one tries other refusals: `SEED=7 npm test -- unit`. */
const seed = Number(process.env.SEED ?? 20261127);

/** What the service has to say, before it is put into a shape. */
interface Said {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly target: string; readonly message: string }[];
  /** How keys are written. */
  readonly key: (name: string) => string;
  /** What stands where a code or a target could. */
  readonly nothing: (name: string) => object;
}

interface Shape {
  readonly body: (said: Said) => unknown;
  /** What of it the shape carries. */
  readonly carries: readonly ("code" | "message" | "details" | "targets")[];
}

const xmlText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function faults({ code, details, key }: Said, withCode = true): object[] {
  return details.map(({ target, message }) => ({
    ...(withCode ? { [key("code")]: code } : {}),
    [key("target")]: target,
    [key("message")]: message,
  }));
}

function byTarget({ details }: Said): Record<string, string[]> {
  const map: Record<string, string[]> = {};
  for (const { target, message } of details) map[target] = [...(map[target] ?? []), message];
  return map;
}

const all = ["code", "message", "details", "targets"] as const;

/** Every shape that somebody has seen, that Microsoft's own client allows for, or that a gateway could write. */
export const refusalShapes: Readonly<Record<string, Shape>> = {
  functional: {
    body: (said) => ({
      [said.key("error")]: {
        [said.key("code")]: said.code,
        [said.key("message")]: said.message,
        [said.key("validationErrors")]: faults(said, false),
      },
    }),
    carries: all,
  },
  "functional without targets": {
    body: (said) => ({
      [said.key("error")]: {
        ...said.nothing(said.key("code")),
        [said.key("message")]: said.message,
        [said.key("validationErrors")]: said.details.map(({ message }) => ({
          ...said.nothing(said.key("target")),
          [said.key("message")]: message,
        })),
      },
    }),
    carries: ["message", "details"],
  },
  flat: {
    body: (said) => ({
      [said.key("statusCode")]: 422,
      [said.key("message")]: said.message,
      [said.key("code")]: said.code,
      [said.key("errors")]: faults(said),
    }),
    carries: all,
  },
  "validation errors at the top": {
    body: (said) => ({
      [said.key("statusCode")]: "422",
      [said.key("message")]: said.message,
      [said.key("validationErrors")]: faults(said, false),
    }),
    carries: ["message", "details", "targets"],
  },
  "status in the place of the code": {
    body: (said) => ({ error: { [said.key("code")]: 422, [said.key("message")]: said.message } }),
    carries: ["message"],
  },
  reporting: {
    body: (said) => ({
      data: null,
      [said.key("errors")]: [
        { [said.key("code")]: said.code, [said.key("message")]: said.message, TrackingId: "t" },
      ],
    }),
    carries: ["code", "message"],
  },
  "problem details": {
    body: (said) => ({
      type: "https://tools.ietf.org/html/rfc7231#section-6.5.1",
      [said.key("title")]: "One or more validation errors occurred.",
      [said.key("status")]: 400,
      [said.key("detail")]: said.message,
      [said.key("errors")]: byTarget(said),
      traceId: "00-1",
    }),
    carries: ["message", "details", "targets"],
  },
  "map of single texts": {
    body: (said) => ({
      [said.key("message")]: said.message,
      [said.key("modelState")]: Object.fromEntries(
        said.details.map(({ target, message }) => [target, message]),
      ),
    }),
    carries: ["message", "targets"],
  },
  OData: {
    body: (said) => ({
      error: {
        [said.key("code")]: said.code,
        [said.key("message")]: { lang: "en-US", [said.key("value")]: said.message },
        [said.key("details")]: faults(said),
      },
    }),
    carries: all,
  },
  OAuth: {
    body: (said) => ({ error: said.code, error_description: said.message }),
    carries: ["code", "message"],
  },
  "error as a text": { body: (said) => ({ [said.key("error")]: said.message }), carries: ["message"] },
  "inner error": {
    body: (said) => ({
      error: {
        [said.key("code")]: "BadRequest",
        [said.key("innerError")]: { [said.key("code")]: said.code, [said.key("message")]: said.message },
      },
    }),
    carries: ["code", "message"],
  },
  "wrapped in a message": {
    body: (said) => ({
      statusCode: 400,
      message: JSON.stringify({ error: { code: said.code, message: said.message } }),
    }),
    carries: ["code", "message"],
  },
  "list of faults": {
    body: (said) => [
      {
        ...(said.details.length === 0 && { [said.key("code")]: said.code }),
        [said.key("message")]: said.message,
      },
      ...faults(said),
    ],
    carries: all,
  },
  "list of texts": {
    body: (said) => [said.message, ...said.details.map(({ message }) => message)],
    carries: ["message", "details"],
  },
  "unknown keys": { body: (said) => ({ outcome: { remark: said.message } }), carries: ["message"] },
  "JSON text": { body: (said) => JSON.stringify(said.message), carries: ["message"] },
  "bare text": { body: (said) => said.message, carries: ["message"] },
  XML: {
    body: (said) =>
      `<?xml version="1.0" encoding="utf-8"?><Error xmlns="urn:a"><${said.key("code")}>${said.code}</${said.key("code")}><${said.key("message")}>${xmlText(said.message)}</${said.key("message")}></Error>`,
    carries: ["code", "message"],
  },
  "XML of other names": {
    body: (said) => `<oops><because>${xmlText(said.message)}</because></oops>`,
    carries: ["message"],
  },
  "page with a title": {
    body: (said) =>
      `<!DOCTYPE html><html><head><title>${xmlText(said.message)}</title><script>var a="b c";</script></head></html>`,
    carries: ["message"],
  },
  "page with paragraphs": {
    body: (said) =>
      `<html><head><title>Error</title></head><body><h2>Sorry</h2><p class="a">${xmlText(said.message)}</p></body></html>`,
    carries: ["message"],
  },
  "bare page": { body: (said) => `<html><body>${xmlText(said.message)}</body></html>`, carries: ["message"] },
};

const keys: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
];
const nothings: readonly ((name: string) => object)[] = [
  () => ({}),
  (name) => ({ [name]: null }),
  (name) => ({ [name]: "" }),
];

const word = fc.stringMatching(/^[A-Za-z0-9äé<&'(),.-]{1,9}$/);
const sentence = fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => `The ${words.join(" ")}`);
const target = fc.constantFrom(
  "name",
  "requestedSignatures",
  "targetingInfo.chids[0].chid",
  "TargetingInfo.hardwareIds",
  "publishingSpecifications.goLiveDate",
);
const said: fc.Arbitrary<Said> = fc.record({
  code: fc.constantFrom("InvalidInput", "invalidInput", "requestInvalidForCurrentState", "EntityNotFound"),
  message: sentence,
  details: fc.array(fc.record({ target, message: sentence }), { maxLength: 4 }),
  key: fc.constantFrom(...keys),
  nothing: fc.constantFrom(...nothings),
});

/** No shape loses its words: what it carries is found, and each target is named once, as a program names it. */
export function holdsWords(name: string, runs: number): void {
  const shape = refusalShapes[name];
  assert.ok(shape);
  fc.assert(
    fc.property(said, fc.constantFrom("", "\uFEFF", " \r\n"), (given, before) => {
      const built = shape.body(given);
      const body = before + (typeof built === "string" ? built : JSON.stringify(built));
      const { code, reason = "", targets } = parseErrorResponse(422, undefined, body, new Date(0));
      if (shape.carries.includes("code")) assert.equal(code, given.code);
      if (shape.carries.includes("message")) assert.ok(reason.includes(given.message), reason);
      for (const detail of given.details) {
        if (shape.carries.includes("details")) assert.ok(reason.includes(detail.message), reason);
        if (shape.carries.includes("targets")) {
          assert.ok(targets.includes(detail.target.replace(/^targetingInfo/i, "targeting")), targets.join());
        }
      }
      assert.equal(new Set(targets).size, targets.length);
    }),
    { numRuns: runs, seed },
  );
}
