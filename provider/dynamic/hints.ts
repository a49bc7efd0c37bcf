import { notSet, type SettingName, secretSettings } from "../api/auth/setting-names";
import { ApiError } from "../api/errors/api-error";
import { ConfigurationError } from "../api/errors/configuration-error";
import { WaitTimeoutError } from "../api/errors/wait-timeout-error";
import { type RefusalHints, refusalHint } from "../api/hints";
import { type Remedy, StepFailedError } from "../lifecycles/core/permanent-failure";
import { noDerivedSubmission } from "../lifecycles/submission/no-derived-submission";

const notFound =
  "The account has nothing with this id. Check the id and the account (devcenter:tenantId, devcenter:endpoint); pulumi refresh takes what is gone out of the state.";

const hints: RefusalHints = {
  "change not allowed":
    "Dev Center does not allow this change: not of a product that is shared, that has no initial submission yet or whose workflow failed, and not of an announcement date after ingestion. Take the change back in the program, or declare a new product.",
  "failed workflow":
    "A submission whose workflow failed takes no change. Take the change back in the program, or declare another submission.",
  "initial submission exists":
    'A product has one initial submission: declare this one with type: "derived", or import the one that is there.',
  "input refused":
    "Correct in the program what Dev Center says is wrong, and run pulumi up again. Nothing was changed.",
  "no derived submission": noDerivedSubmission,
  "not found": notFound,
  "not now": "Dev Center does not take this change now, but may later: run pulumi up again in some minutes.",
  "properties refused":
    "Correct the properties that it names in the program, and run pulumi up again. Nothing was changed.",
  "submission not found": `${notFound} For a submission that a partner shared, the ids of this account are others than the partner's: getRelatedSubmission in a program, or devcenter translate, finds them.`,
  "wrong state":
    "What it concerns is not in a state that allows this. pulumi refresh shows where it stands; while a workflow is under way, try again later.",
};

const remedies: Readonly<Record<Remedy, string>> = {
  "another derived submission":
    "It cannot go on. Correct the package, and declare another Submission of type derived for it.",
  "change or replace the label":
    "Correct what it names and change the label, or make another one in its place: pulumi up --replace <its URN>.",
  "new product":
    "It cannot go on, and a product has one initial submission only. Correct the package, and declare a new Product with a Submission of type initial for it.",
  "no wait": 'In a program, set waitFor to "none".',
};

/** The message of an error with what a user of Pulumi can do about it. */
export function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = withHint(error);
  const { cause } = error;
  // What a lifecycle says of its own steps quotes the error behind it.
  return cause instanceof Error ? text.replace(cause.message, () => explained(cause)) : text;
}

function withHint(error: Error): string {
  if (error instanceof ApiError) return error.withHint(refusalHint(error, hints));
  if (error instanceof ConfigurationError) return withCommands(error);
  if (error instanceof WaitTimeoutError) return error.inWordsOf({ name: "It", limit: "waitTimeoutMinutes" });
  if (!(error instanceof StepFailedError) || error.remedy === undefined) return error.message;
  return `${error.message}\n${remedies[error.remedy]}`;
}

/** With the command that sets what is missing. */
function withCommands({ message, missing }: ConfigurationError): string {
  return (missing as readonly SettingName[]).reduce(
    (text, key) => {
      const flag = secretSettings.includes(key) ? " --secret" : "";
      return text.replace(
        notSet(key),
        (fact) => `${fact}: pulumi config set${flag} devcenter:${key} <value>`,
      );
    },
    message.replace(/^This configuration cannot/, "The provider cannot"),
  );
}
