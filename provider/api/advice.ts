import type { Refusal } from "./errors/api-error";

const correctInputs =
  "Correct the properties that it names in the program, and run pulumi up again. Nothing was changed.";
const wrongState =
  "What it concerns is not in a state that allows this. pulumi refresh shows where it stands; while a workflow is under way, try again later.";
const notThere =
  "The account has nothing with this id. Check the id and the account (devcenter:tenantId, devcenter:endpoint); pulumi refresh takes what is gone out of the state.";

/** What the user can do, by the service's functional code in lower case: it tells more than the status. */
const byCode: Readonly<Record<string, string>> = {
  invalidinput: correctInputs,
  requestinvalidforcurrentstate: wrongState,
  updateunauthorized:
    "Dev Center does not allow this change: not of a product that is shared, that has no initial submission yet or whose workflow failed, and not of an announcement date after ingestion. Take the change back in the program, or declare a new product.",
  entitynotfound: notThere,
  readonlyproduct:
    "The product is shared with this account, and only its owner can change or share it. Ask the partner who shared it.",
};

const byStatus: Readonly<Record<number, string>> = {
  400: correctInputs,
  401: "The access token was refused. Check the credential, and that its application is associated with the Partner Center account.",
  403: "The application may not do this. It needs the Manager role and the hardware roles Driver Submitter and Shipping Label Owner; for reports the account must also have completed secure data sharing.",
  404: notThere,
  409: wrongState,
  415: "The request came in another form than it was sent. Check the proxies on the way to devcenter:endpoint.",
  422: correctInputs,
  429: "The account's request limit is used up. Set devcenter:requestsPerMinute, give it more time (devcenter:retryTimeoutSeconds), or try again later.",
};

const ofTheService =
  "This is a fault of Dev Center's own. Run pulumi up again; if it stays, give the ids below to Microsoft's support.";

/** What the user can do about a refusal. */
export function adviceFor({ status, code }: Pick<Refusal, "status" | "code">): string | undefined {
  const known = byCode[code?.toLowerCase() ?? ""] ?? byStatus[status];
  return known ?? (status >= 500 ? ofTheService : undefined);
}
