import { isJsonObject, type JsonObject, renderJson } from "../http/json";
import { Refusal } from "../http/refusals";
import type { InputFault } from "../rules/input-faults";
import type { Variants } from "./variants";

/** The content of a refusal, without a shape. */
interface Said {
  readonly code: string;
  readonly message: string;
  readonly faults: readonly InputFault[];
  /** How keys are written. */
  readonly key: (name: string) => string;
}

const keys: readonly Said["key"][] = [
  (name) => name,
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
  (name) => name.toLowerCase(),
  (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
];

function listed({ faults, code, key }: Said, withCode: boolean): JsonObject[] {
  return faults.map(({ target, message }) => ({
    ...(withCode && { [key("code")]: code }),
    [key("target")]: target,
    [key("message")]: message,
  }));
}

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Shapes that keep the code, the message and each fault with its target. */
const wholeShapes: readonly ((said: Said) => unknown)[] = [
  (said) => ({
    [said.key("error")]: {
      [said.key("code")]: said.code,
      [said.key("message")]: said.message,
      ...(said.faults.length > 0 && { [said.key("validationErrors")]: listed(said, false) }),
    },
  }),
  (said) => ({
    [said.key("statusCode")]: "400",
    [said.key("message")]: said.message,
    [said.key("code")]: said.code,
    [said.key("errors")]: listed(said, true),
  }),
  (said) => ({
    error: {
      [said.key("code")]: said.code,
      [said.key("message")]: { lang: "en-US", [said.key("value")]: said.message },
      [said.key("details")]: listed(said, true),
    },
  }),
  (said) => [
    { [said.key("code")]: said.code, [said.key("message")]: said.message, [said.key("target")]: null },
    ...listed(said, true),
  ],
];

/** Shapes that have no place for faults of single properties. */
const bareShapes: readonly ((said: Said) => unknown)[] = [
  ({ code, message, key }) => ({ data: null, errors: [{ [key("code")]: code, [key("message")]: message }] }),
  ({ code, message, key }) => ({
    error: { code: "BadRequest", [key("innerError")]: { [key("code")]: code, [key("message")]: message } },
  }),
  ({ code, message }) => ({ statusCode: 400, message: renderJson({ error: { code, message } }) }),
  ({ code, message, key }) =>
    `<?xml version="1.0" encoding="utf-8"?><Error><${key("code")}>${code}</${key("code")}><${key("message")}>${xmlText(message)}</${key("message")}></Error>`,
];

/** Shapes without the code, where the faults already say what is wrong. */
const codelessShapes: readonly ((said: Said) => unknown)[] = [
  (said) => ({
    [said.key("statusCode")]: "422",
    [said.key("message")]: said.message,
    [said.key("validationErrors")]: listed(said, false),
  }),
  ({ message, faults }) => ({
    title: "One or more validation errors occurred.",
    status: 400,
    detail: message,
    errors: Object.fromEntries(faults.map(({ target, message: text }) => [target, [text]])),
  }),
];

function wordsOf(body: unknown): Omit<Said, "key"> | undefined {
  if (!isJsonObject(body)) return undefined;
  if (isJsonObject(body.error)) {
    const { code, message, validationErrors = [] } = body.error;
    return { code: String(code), message: String(message), faults: validationErrors as InputFault[] };
  }
  if (!Array.isArray(body.errors) || body.errors.length === 0) return undefined;
  const [first, ...others] = body.errors as { Code: string; Message: string }[];
  const faults = others.map(({ Message: message }) => ({ target: "", message }));
  return { code: first?.Code ?? "", message: first?.Message ?? "", faults };
}

/** A refusal of the gateway: JSON, or its text alone. */
function gatewayInTheField({ status, body, headers }: Refusal, { pick }: Variants): Refusal {
  const { message } = body as { message: string };
  const upper = { StatusCode: status, Message: message };
  return new Refusal(status, pick<unknown>(body, upper, message, `${message}\r\n`), headers);
}

/** The same refusal in a shape that has been seen, or that Microsoft's own client allows for. Every shape keeps its words. */
export function refusalInTheField(refusal: Refusal, words: Variants): Refusal {
  const { status, headers, body } = refusal;
  const said = wordsOf(body);
  if (said === undefined) {
    return isJsonObject(body) && "statusCode" in body ? gatewayInTheField(refusal, words) : refusal;
  }
  const hasFaults = said.faults.length > 0;
  const hasTargets = hasFaults && said.faults.every(({ target }) => target !== "");
  const fitting = [
    ...wholeShapes,
    ...(hasFaults ? [] : bareShapes),
    ...(hasTargets && status === 400 ? codelessShapes : []),
  ];
  const shape = words.pick(...fitting);
  return new Refusal(
    hasTargets && status === 400 ? words.pick(400, 422) : status,
    shape({ ...said, key: words.pick(...keys) }),
    headers,
  );
}
