/**
 * Every class, function, type and error of `pulumi-devcenter`: one page for each noun. Property names are those of
 * Microsoft's APIs. `Change:` says what `pulumi up` does when an argument changes. The examples take for granted:
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as devcenter from "pulumi-devcenter";
 * ```
 *
 * @packageDocumentation
 */
import "./dynamic/program-requirements";
import "./dynamic/program-folder";

export type { PreprodPackageDetails } from "./api/endpoints/preprod-package-details";
export type { SigningStatus } from "./api/endpoints/preprod-packages";
export type { ProductDetails } from "./api/endpoints/product-details";
export type { ReportRunDetails, RunStatus } from "./api/endpoints/report-data";
export type { ReportScheduleDetails } from "./api/endpoints/report-schedules";
export type { SubmissionDetails } from "./api/endpoints/submission-details";
export { ApiError } from "./api/errors/api-error";
export { AuthenticationError } from "./api/errors/authentication-error";
export { ConfigurationError } from "./api/errors/configuration-error";
export { ConnectionError } from "./api/errors/connection-error";
export { DevCenterError } from "./api/errors/devcenter-error";
export { TransferError } from "./api/errors/transfer-error";
export { UnexpectedAnswerError } from "./api/errors/unexpected-answer-error";
export { type Audience, getAudiences, getAudiencesOutput } from "./functions/audience";
export {
  type GetDriverMetadataArgs,
  type GetDriverMetadataOutputArgs,
  type GetDriverMetadataResult,
  getDriverMetadata,
  getDriverMetadataOutput,
} from "./functions/driver-metadata";
export {
  type GetPreprodPackageArgs,
  type GetPreprodPackageOutputArgs,
  getPreprodPackage,
  getPreprodPackageOutput,
} from "./functions/preprod-package";
export {
  type GetProductArgs,
  type GetProductOutputArgs,
  getProduct,
  getProductOutput,
  getProducts,
  getProductsOutput,
} from "./functions/product";
export {
  type GetRelatedSubmissionArgs,
  type GetRelatedSubmissionOutputArgs,
  getRelatedSubmission,
  getRelatedSubmissionOutput,
} from "./functions/related-submission";
export {
  type GetReportRunsArgs,
  type GetReportRunsOutputArgs,
  getReportRuns,
  getReportRunsOutput,
} from "./functions/report-run";
export {
  type GetReportSchedulesArgs,
  type GetReportSchedulesOutputArgs,
  getReportSchedules,
  getReportSchedulesOutput,
} from "./functions/report-schedule";
export {
  type GetReportTemplatesArgs,
  type GetReportTemplatesOutputArgs,
  getReportTemplates,
  getReportTemplatesOutput,
  type ReportTemplateDetails,
} from "./functions/report-template";
export {
  type GetSubmissionArgs,
  type GetSubmissionOutputArgs,
  type GetSubmissionsArgs,
  type GetSubmissionsOutputArgs,
  getSubmission,
  getSubmissionOutput,
  getSubmissions,
  getSubmissionsOutput,
} from "./functions/submission";
export type { ReportColumn, View } from "./lifecycles/report-template/report-columns";
export type {
  AdditionalAttributes,
  RaidControllerAttributes,
  StorageControllerAttributes,
  SvvpAttributes,
} from "./resources/additional-attributes";
export type {
  BundleMetadata,
  DeviceMetadata,
  DriverMetadata,
  InfMetadata,
} from "./resources/driver-metadata";
export { type DeviceType, Product, type ProductArgs, type TestHarness } from "./resources/product";
export { Provider, type ProviderArgs } from "./resources/provider";
export { PublisherMetadata, type PublisherMetadataArgs } from "./resources/publisher-metadata";
export { ReportSchedule, type ReportScheduleArgs } from "./resources/report-schedule";
export {
  type FilterElement,
  type FilterOperator,
  type ReportAggregation,
  type ReportCondition,
  type ReportOrder,
  type ReportPeriod,
  ReportTemplate,
  type ReportTemplateArgs,
} from "./resources/report-template";
export {
  type AdditionalInfoForMsApproval,
  type PublishingSpecifications,
  type RecipientSpecifications,
  ShippingLabel,
  type ShippingLabelArgs,
} from "./resources/shipping-label";
export { Submission, type SubmissionArgs, type WorkflowStatus } from "./resources/submission";
export type {
  HardwareId,
  HardwareIdSelection,
  HardwareIdsFrom,
  Targeting,
  WindowsRelease,
} from "./resources/targeting";
