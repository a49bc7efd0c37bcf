import {
  ApiError,
  ConfigurationError,
  type RefusalHints,
  type Remedy,
  refusalHint,
  StepFailedError,
  WaitTimeoutError,
} from "pulumi-devcenter/internal";

const notFound =
  "The account has nothing with this id. Check the id, and the account: AZURE_TENANT_ID and DEVCENTER_ENDPOINT, or the stack that --stack names.";

const hints: RefusalHints = {
  "change not allowed":
    "Dev Center does not allow this: not for a product that is shared, that has no initial submission yet or whose workflow failed.",
  "failed workflow": "A submission whose workflow failed takes no change: another submission is needed.",
  "initial submission exists":
    "A product has one initial submission; devcenter submissions list shows it. Any other is a derived one.",
  "input refused": "Correct what Dev Center says is wrong, and run the command again. Nothing was changed.",
  "no derived submission":
    "Attestation, test-signed and extension products take no derived submission: the package needs a new product.",
  "not found": notFound,
  "not now": "Dev Center does not take this now, but may later: run the command again in some minutes.",
  "properties refused": "Correct what it names, and run the command again. Nothing was changed.",
  "submission not found": `${notFound} For a submission that a partner shared, the ids of this account differ from the partner's: devcenter translate finds them.`,
  "wrong state":
    "What it concerns is not in a state that allows this: devcenter submissions show and devcenter labels show tell its state. While a workflow is under way, try again later.",
};

const remedies: Readonly<Record<Remedy, string>> = {
  "another derived submission":
    "It cannot go on. Correct the package, and hand it in as another derived submission.",
  "change or replace the label":
    "Correct what it names, and change the label or make another one in its place.",
  "new product":
    "It cannot go on, and a product has one initial submission only. Correct the package, and hand it in as the initial submission of a new product.",
  "no wait": "The command cannot wait for it.",
};

/** The message of an error with what the user of the command can do about it. */
export function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ApiError) return error.withHint(refusalHint(error, hints));
  if (error instanceof WaitTimeoutError) return error.inWordsOf({ limit: "--timeout-minutes" });
  if (error instanceof ConfigurationError && error.missing.length > 0) {
    return error.withHint("Set the environment variables, or name a stack of Pulumi with --stack.");
  }
  if (error instanceof StepFailedError && error.remedy !== undefined) {
    return `${error.message}\n${remedies[error.remedy]}`;
  }
  return error.message;
}
