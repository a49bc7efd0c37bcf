import { DateTime } from "luxon";
import { z } from "zod";
import type { Refusal } from "./errors/api-error";
import { parseJson } from "./json";
import { redact } from "./redact";

const reasonLimit = 600;

const functional = z.looseObject({
  error: z.looseObject({
    code: z.string().optional(),
    message: z.string().optional(),
    validationErrors: z.array(z.looseObject({ target: z.string(), message: z.string() })).nullish(),
  }),
});
const gateway = z.looseObject({ message: z.string(), code: z.string().optional() });
const reporting = z.looseObject({
  errors: z
    .array(z.looseObject({ Code: z.coerce.string().optional(), Message: z.string().optional() }))
    .min(1),
});

type Words = Pick<Refusal, "code" | "reason" | "targets">;

/** Reads any body that the service is known to refuse with: functional, gateway, reporting, plain text, HTML, none. */
export function readRefusal(
  status: number,
  retryAfter: string | undefined,
  body: string,
  now: Date,
): Refusal {
  const words = readWords(body);
  const retryAfterMs = askedWait(retryAfter, words.reason, now);
  return { status, ...words, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function readWords(body: string): Words {
  let json: unknown;
  try {
    json = parseJson(body);
  } catch {
    return { reason: plainText(body), targets: [] };
  }
  const inFunctional = functional.safeParse(json);
  if (inFunctional.success) {
    const { code, message, validationErrors } = inFunctional.data.error;
    const details = (validationErrors ?? []).map((fault) => `${fault.target}: ${fault.message}`);
    return {
      code,
      reason: shorten([message, ...details].filter((part) => part !== undefined).join(" ")),
      targets: (validationErrors ?? []).map((fault) => fault.target),
    };
  }
  const inReporting = reporting.safeParse(json);
  if (inReporting.success) {
    const { errors } = inReporting.data;
    return {
      code: errors[0]?.Code,
      reason: shorten(errors.map((e) => e.Message ?? "").join(" ")),
      targets: [],
    };
  }
  const inGateway = gateway.safeParse(json);
  if (inGateway.success) {
    return { code: inGateway.data.code, reason: shorten(inGateway.data.message), targets: [] };
  }
  return { reason: undefined, targets: [] };
}

function plainText(body: string): string | undefined {
  const isPage = /<html|<!doctype/i.test(body);
  const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1];
  return shorten(isPage ? (title ?? "a web page instead of an answer") : body);
}

function shorten(text: string): string | undefined {
  const clean = redact(text).replaceAll(/\s+/g, " ").trim();
  if (clean === "") return undefined;
  return clean.length > reasonLimit ? `${clean.slice(0, reasonLimit)}…` : clean;
}

/** The wait that the service asks for: by header (seconds or date), else by the seconds in its message. */
function askedWait(header: string | undefined, reason: string | undefined, now: Date): number | undefined {
  if (header !== undefined) {
    const seconds = Number(header);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    const at = DateTime.fromHTTP(header);
    if (at.isValid) return Math.max(0, at.toMillis() - now.getTime());
  }
  const inMessage = /try again in (\d+) second/i.exec(reason ?? "")?.[1];
  return inMessage === undefined ? undefined : Number(inMessage) * 1000;
}
