/** For our own packages only: how the provider decides. Kinds, checks, plans, waits, and the journal of creations. */
export {
  forgetCreation,
  listOpenCreations,
  type OpenCreation,
  type OpenCreations,
} from "../exactly-once/journal-list";
export type { Effect } from "../kinds/kind";
export type { Context, EnumeratedObject, Lifecycle, Observed, Values } from "../lifecycles/core/lifecycle";
export { minimalInputs } from "../lifecycles/core/minimal-inputs";
export { logChanges, pollUntil } from "../lifecycles/core/polling";
export { limitOf } from "../lifecycles/core/signing-limit";
export { didYouMean } from "../lifecycles/core/suggestion";
export {
  changedNames,
  effectsOf,
  hidden,
  holds,
  notKnownYet,
  type PlannedChange,
  type Verb,
} from "../lifecycles/plan/effects";
export {
  deletionOf as lettingGo,
  type IrrevocableAct,
  irrevocableActs,
  irrevocableActsOf,
  leaves,
} from "../lifecycles/plan/irrevocable";
export { type LabelReach, reachOf } from "../lifecycles/plan/label-reach";
export { kindOfType, marked, unknownText } from "../lifecycles/plan/marked-values";
export {
  hostOf,
  lookBackDays,
  type PersonalColumn,
  personalColumnsOf,
} from "../lifecycles/plan/personal-data";
export { estimateRequests } from "../lifecycles/plan/request-estimate";
export type { WaitGoal } from "../lifecycles/plan/run-duration";
export { lifecycles } from "../lifecycles/registry";
export type { ReportColumn } from "../lifecycles/report-template/report-columns";
export { blockOutOn } from "../lifecycles/shipping-label/block-outs";
export {
  hardwareIdKey,
  type Selection,
  selectedFrom,
} from "../lifecycles/shipping-label/hardware-id-selection";
export { isUnderWay, waitForLabel } from "../lifecycles/shipping-label/progress";
export { isCommitted } from "../lifecycles/submission/commit";
export { findMetadata } from "../lifecycles/submission/driver-metadata";
export { packageFault } from "../lifecycles/submission/package-file";
export { waitForGoal } from "../lifecycles/submission/progress";
export { stageOf } from "../lifecycles/submission/stage";
export { check } from "../model/check";
export { mismatches } from "../model/drift";
export { importIdProperty } from "../model/reserved";
