import type { ErrorResponse } from "./api-error";

/** The refusals that are known, by what can be done about them. */
export type RefusalKind =
  | "access denied"
  | "account suspended"
  | "change not allowed"
  | "failed workflow"
  | "fault of the service"
  | "initial submission exists"
  | "input refused"
  | "no derived submission"
  | "not found"
  | "not now"
  | "properties refused"
  | "request altered"
  | "shared product"
  | "submission not found"
  | "too many requests"
  | "token refused"
  | "wrong state";

type Refused = Pick<ErrorResponse, "status"> & {
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly targets?: readonly string[];
  readonly path?: string;
};

/** One code stands for many cases, which only the service's words tell apart. They choose a hint, and nothing else. */
const byWords: readonly (readonly [code: RegExp, words: RegExp, kind: RefusalKind])[] = [
  [
    /^(invalidinput|requestinvalidforcurrentstate)$/,
    /derived submission.*(attestation|test.?sign|extension)/i,
    "no derived submission",
  ],
  [
    /^(invalidinput|requestinvalidforcurrentstate)$/,
    /initial submission.*already exists/i,
    "initial submission exists",
  ],
  [/^updateunauthorized$/, /workflows? (has |have )?failed/i, "failed workflow"],
  [/^updateunauthorized$/, /at this time|try again/i, "not now"],
];

/** By the service's functional code in lower case, which tells more than the status. */
const byCode: ReadonlyMap<string, RefusalKind> = new Map([
  ["requestinvalidforcurrentstate", "wrong state"],
  ["updateunauthorized", "change not allowed"],
  ["readonlyproduct", "shared product"],
  ["accountsuspended", "account suspended"],
]);

const byStatus: ReadonlyMap<number, RefusalKind> = new Map([
  [401, "token refused"],
  [403, "access denied"],
  [409, "wrong state"],
  [415, "request altered"],
  [429, "too many requests"],
]);

/** Which of the known refusals this is; undefined: none of them. */
export function refusalKind(refusal: Refused): RefusalKind | undefined {
  const { status, reason = "", targets = [], path = "" } = refusal;
  const code = refusal.code?.toLowerCase() ?? "";
  if (status === 403 && /suspend/i.test(reason)) return "account suspended";
  const [, , special] = byWords.find(([codes, words]) => codes.test(code) && words.test(reason)) ?? [];
  const known = special ?? byCode.get(code);
  if (known !== undefined) return known;
  if (code === "entitynotfound" || (status === 404 && code !== "invalidinput")) {
    return path.includes("/submissions/") ? "submission not found" : "not found";
  }
  if (code === "invalidinput" || status === 400 || status === 422) {
    return targets.length > 0 ? "properties refused" : "input refused";
  }
  return byStatus.get(status) ?? (status >= 500 ? "fault of the service" : undefined);
}
