/**
 * For our own packages only, with no promise to others: it changes in any release. Errors, texts and facts. The command's
 * `--help` loads it, so it needs no library; what does has an entry beside this one.
 */
export { partnerCenterUrl } from "../api/endpoints/partner-center";
export { type PreprodPackageDetails, preprodPackageDetails } from "../api/endpoints/preprod-package-details";
export { type ProductDetails, productDetails } from "../api/endpoints/product-details";
export { type SubmissionDetails, submissionDetails } from "../api/endpoints/submission-details";
export { ApiError } from "../api/errors/api-error";
export { AuthenticationError } from "../api/errors/authentication-error";
export { ConfigurationError } from "../api/errors/configuration-error";
export { ConnectionError } from "../api/errors/connection-error";
export { DiskFullError } from "../api/errors/disk-full-error";
export { TransferError } from "../api/errors/transfer-error";
export { UnexpectedAnswerError } from "../api/errors/unexpected-answer-error";
export { WaitTimeoutError } from "../api/errors/wait-timeout-error";
export { type RefusalHints, refusalHint } from "../api/hints";
export { stoppable, systemClock } from "../api/http/clock";
export { withoutKnownSecrets } from "../api/text/known-secrets";
export { redact } from "../api/text/redact";
export { presentable } from "../api/text/service-text";
export { noRoomFor } from "../api/transfer/disk-space";
export { measureFile } from "../api/transfer/hash-file";
export { type Remedy, StepFailedError } from "../lifecycles/core/permanent-failure";
