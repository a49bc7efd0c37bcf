import { defaultEndpoint } from "./auth/default-endpoint";
import type { ApiError } from "./errors/api-error";
import { type RefusalKind, refusalKind } from "./errors/refusal-kind";

/** What anybody can do about a refusal, however it came about. */
const forEveryReader = {
  "access denied":
    "The application may not do this. It needs the Manager role and the hardware roles Driver Submitter and Shipping Label Owner; for reports Report Reviewer, and the account must also have completed secure data sharing. Microsoft refuses a suspended account in the same way: Partner Center shows under Account settings whether the hardware program is active.",
  "account suspended":
    "Microsoft has suspended this account or its hardware program: no setting here changes that. Partner Center shows the reason and how to appeal under Account settings; nothing is lost, run the same command again once it is active.",
  "fault of the service":
    "This is a fault of Dev Center's own. Try again; if it stays, give the ids below to Microsoft's support.",
  "request altered":
    "The request came in another form than it was sent. Check the proxies on the way to devcenter:endpoint.",
  "shared product":
    "The product is shared with this account, and only its owner can change or share it. Ask the partner who shared it.",
  "token refused":
    "The access token was refused. Check the credential, and that its application is associated with the Partner Center account.",
  "too many requests":
    "The account's request limit is used up. Set devcenter:requestsPerMinute, give it more time (devcenter:retryTimeoutSeconds), or try again later.",
} satisfies Partial<Record<RefusalKind, string>>;

/** What a reader can do about the other refusals, in the words of what printed them. */
export type RefusalHints = Readonly<Record<Exclude<RefusalKind, keyof typeof forEveryReader>, string>>;

/** What the reader can do about a refusal. */
export function refusalHint(error: ApiError, hints: RefusalHints): string | undefined {
  const kind = refusalKind(error);
  const usual = error.meaning === undefined && kind ? { ...forEveryReader, ...hints }[kind] : undefined;
  const { text, isAll = false } = endpointHint(error) ?? {};
  if (isAll) return text;
  return [usual, text].filter((line) => line !== undefined).join("\n") || undefined;
}

/**
 * What to say of a path that the endpoint does not know, where the endpoint is not Microsoft's own: it may be wrong.
 * `isAll`: no other hint can be right then.
 */
function endpointHint(error: ApiError): { readonly text: string; readonly isAll: boolean } | undefined {
  const { endpoint = defaultEndpoint, path, status } = error;
  if (status !== 404 || endpoint === defaultEndpoint || error.says("EntityNotFound")) return undefined;
  const isAll = new URL(endpoint).pathname !== "/";
  const went = `The request went to ${endpoint.replace(/\/\/[^/@]*@/, "//")}${path}.`;
  const text = isAll
    ? `${went} Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is the address alone, such as ${defaultEndpoint}, without a path.`
    : `${went} Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is not Microsoft's.`;
  return { text, isAll };
}
