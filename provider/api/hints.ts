import { defaultEndpoint } from "./auth/default-endpoint";
import type { ErrorResponse } from "./errors/api-error";

const correctNamed =
  "Correct the properties that it names in the program, and run pulumi up again. Nothing was changed.";
const correctAny =
  "Correct in the program what Dev Center says is wrong, and run pulumi up again. Nothing was changed.";
const wrongState =
  "What it concerns is not in a state that allows this. pulumi refresh shows where it stands; while a workflow is under way, try again later.";
const notThere =
  "The account has nothing with this id. Check the id and the account (devcenter:tenantId, devcenter:endpoint); pulumi refresh takes what is gone out of the state.";
const translate =
  "For a submission that a partner shared, the ids of this account are others than the partner's: getRelatedSubmission in a program, or devcenter translate, finds them.";
const unauthorized =
  "Dev Center does not allow this change: not of a product that is shared, that has no initial submission yet or whose workflow failed, and not of an announcement date after ingestion. Take the change back in the program, or declare a new product.";
const notAllowed =
  "The application may not do this. It needs the Manager role and the hardware roles Driver Submitter and Shipping Label Owner; for reports Report Reviewer, and the account must also have completed secure data sharing. Microsoft refuses a suspended account in the same way: Partner Center shows under Account settings whether the hardware program is active.";
const suspended =
  "Microsoft has suspended this account or its hardware program: no setting here changes that. Partner Center shows the reason and how to appeal under Account settings; nothing is lost, run the same command again once it is active.";
const ofTheService =
  "This is a fault of Dev Center's own. Try again; if it stays, give the ids below to Microsoft's support.";

/** What a new package needs where the product takes no derived submission. */
export const declareNewProduct =
  "Attestation, test-signed and extension products take no derived submission: declare a new Product, with a Submission of type initial, for this package.";

type Known = Pick<ErrorResponse, "status" | "code" | "reason"> & {
  readonly targets?: readonly string[];
  readonly path?: string;
};

/** One code stands for many cases, which only the service's words tell apart. They choose advice, and nothing else. */
const byWords: readonly (readonly [code: RegExp, words: RegExp, advice: string])[] = [
  [
    /^(invalidinput|requestinvalidforcurrentstate)$/,
    /derived submission.*(attestation|test.?sign|extension)/i,
    declareNewProduct,
  ],
  [
    /^(invalidinput|requestinvalidforcurrentstate)$/,
    /initial submission.*already exists/i,
    'A product has one initial submission: declare this one with type: "derived", or import the one that is there.',
  ],
  [
    /^updateunauthorized$/,
    /workflows? (has |have )?failed/i,
    "A submission whose workflow failed takes no change. Take the change back in the program, or declare another submission.",
  ],
  [
    /^updateunauthorized$/,
    /at this time|try again/i,
    "Dev Center does not take this change now, but may later: run pulumi up again in some minutes.",
  ],
];

/** What the user can do, by the service's functional code in lower case: it tells more than the status. */
const byCode: Readonly<Record<string, string>> = {
  requestinvalidforcurrentstate: wrongState,
  updateunauthorized: unauthorized,
  readonlyproduct:
    "The product is shared with this account, and only its owner can change or share it. Ask the partner who shared it.",
  accountsuspended: suspended,
};

const byStatus: Readonly<Record<number, string>> = {
  401: "The access token was refused. Check the credential, and that its application is associated with the Partner Center account.",
  403: notAllowed,
  409: wrongState,
  415: "The request came in another form than it was sent. Check the proxies on the way to devcenter:endpoint.",
  429: "The account's request limit is used up. Set devcenter:requestsPerMinute, give it more time (devcenter:retryTimeoutSeconds), or try again later.",
};

/** What the user can do about a refusal. */
export function hintFor(refusal: Known): string | undefined {
  const { status, reason = "", targets = [], path = "" } = refusal;
  const code = refusal.code?.toLowerCase() ?? "";
  if (status === 403 && /suspend/i.test(reason)) return suspended;
  const [, , special] = byWords.find(([codes, words]) => codes.test(code) && words.test(reason)) ?? [];
  const known = special ?? (Object.hasOwn(byCode, code) ? byCode[code] : undefined);
  if (known !== undefined) return known;
  if (code === "entitynotfound" || (status === 404 && code !== "invalidinput")) {
    return path.includes("/submissions/") ? `${notThere} ${translate}` : notThere;
  }
  if (code === "invalidinput" || status === 400 || status === 422) {
    return targets.length > 0 ? correctNamed : correctAny;
  }
  return byStatus[status] ?? (status >= 500 ? ofTheService : undefined);
}

/**
 * What to say of a path that the endpoint does not know, where the endpoint is not Microsoft's own: it may be wrong.
 * `isAll`: no other advice can be right then.
 */
export function endpointHint(
  endpoint: string,
  path: string,
  { status, code }: Pick<ErrorResponse, "status" | "code">,
): { readonly text: string; readonly isAll: boolean } | undefined {
  if (status !== 404 || endpoint === defaultEndpoint || code?.toLowerCase() === "entitynotfound")
    return undefined;
  const isAll = new URL(endpoint).pathname !== "/";
  const went = `The request went to ${endpoint.replace(/\/\/[^/@]*@/, "//")}${path}.`;
  const text = isAll
    ? `${went} Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is the address alone, such as ${defaultEndpoint}, without a path.`
    : `${went} Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is not Microsoft's.`;
  return { text, isAll };
}
