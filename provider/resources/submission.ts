import type * as pulumi from "@pulumi/pulumi";
import { DevCenterResource } from "../dynamic/shim";

/** The submission JSON of the submission API, with the product that it belongs to. */
export interface SubmissionArgs {
  /** The product: `product.productId`. Change: replace. */
  readonly productId: pulumi.Input<string>;
  /** The name as the dashboard shows it. Change: update in place. */
  readonly name: pulumi.Input<string>;
  /** A product has one `initial` submission; every further one is `derived` from it. Change: replace. */
  readonly type: pulumi.Input<"initial" | "derived" | (string & Record<never, never>)>;
}

/** How far Dev Center has come with a submission. */
export interface WorkflowStatus {
  /** Such as `packageInfoValidation`, `scanning`, `signing`, `finalizeIngestion`. */
  readonly currentStep: string;
  /** `notStarted`, `started`, `failed` or `completed`; completed at `finalizeIngestion` means done. */
  readonly state: string;
  /** What the service says about the step, above all when it failed. */
  readonly messages: string[];
}

/**
 * A submission of a hardware product: one package on its way to a signature.
 *
 * `name` changes in place, anything else makes a new submission. Destroy takes it out of the state and leaves it on
 * Dev Center, for the service cannot delete submissions. To bring in one that exists: the resource option
 * `import: "14631253285588838/1152921504621465124"`. The links for upload and download are secrets that expire, and
 * are never kept.
 *
 * Maps to `/my/hardware/products/{productId}/submissions` ("Create a new submission for a product", "Update
 * submission data"). Errors: a check failure per fault in preview; {@link ApiError} when Dev Center refuses, such as
 * a second initial submission of a product.
 */
export class Submission extends DevCenterResource {
  declare readonly productId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly type: pulumi.Output<string>;
  /** `commitPending`, `commitReceived`, `commitStarted`, `commitComplete` or `commitFailed`. */
  declare readonly commitStatus: pulumi.Output<string | undefined>;
  /** Undefined until the workflow has begun. */
  declare readonly workflowStatus: pulumi.Output<WorkflowStatus | undefined>;
  /** The submission's own id, in decimal digits: it is too large for a number. */
  readonly submissionId: pulumi.Output<string>;

  constructor(name: string, args: SubmissionArgs, options?: pulumi.CustomResourceOptions) {
    super("Submission", name, args && { ...args }, options, { outputs: declared });
    this.submissionId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
  }

  /**
   * Reads a submission that this program does not manage.
   *
   * @param id product and submission, such as `"14631253285588838/1152921504621465124"`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Submission {
    return new Submission(name, undefined as never, { ...options, id });
  }
}

const declared = ["productId", "name", "type", "commitStatus", "workflowStatus"];
