import * as pulumi from "@pulumi/pulumi";
import { isOfType, type OutputsOf, registration, typeOf } from "../dynamic/dev-center-resource";
import { submissionKind } from "../kinds/submission";

/**
 * The submission JSON of the submission API, with the product that it belongs to.
 *
 * @see [Submission resource](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#submission-resource)
 */
export interface SubmissionArgs {
  /** The product: `product.productId`. Change: replace. */
  readonly productId: pulumi.Input<string>;
  /** The name as the dashboard shows it. Change: update in place. */
  readonly name: pulumi.Input<string>;
  /** A product has one `initial` submission; every further one is `derived` from it. Change: replace. */
  readonly type: pulumi.Input<"initial" | "derived" | (string & Record<never, never>)>;
  /**
   * The package to upload: the path of a .hlkx, .hckx or .cab file, or a `FileAsset`; below 4 GiB, no Zip64. Its content
   * is what is compared (`packageSha256`), not its name or date. Change: uploaded in place until it is committed, after
   * that replace; for an initial submission preview says that it cannot be done. Left out: nothing is
   * uploaded.
   */
  readonly package?: pulumi.Input<string | pulumi.asset.FileAsset> | undefined;
  /**
   * Whether the uploaded package is handed in. Change: update in place, until it is handed in.
   *
   * @default true
   */
  readonly commit?: pulumi.Input<boolean> | undefined;
  /**
   * What `pulumi up` waits for once the package is handed in: `none`, `committed` (the service has taken it), or
   * `signed` (the signed package can be had: minutes to days). Change: update in place.
   *
   * @default "committed"
   */
  readonly waitFor?: pulumi.Input<"none" | "committed" | "signed"> | undefined;
  /**
   * Minutes to wait at most, 1 at least; the next `pulumi up` waits on. Change: nothing to do.
   *
   * @default 60
   */
  readonly waitTimeoutMinutes?: pulumi.Input<number> | undefined;
}

/**
 * How far Dev Center has come with a submission or a shipping label.
 *
 * @see [Workflow status object](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-product-data#workflow-status-object)
 */
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
 * Maps to `/my/hardware/products/{productId}/submissions`. Errors: a check failure per fault in preview;
 * {@link ApiError} when Dev Center refuses, such as a second initial submission of a product.
 *
 * @example
 * ```ts
 * const product = devcenter.Product.get("nic", "14631253285588838");
 * const submission = new devcenter.Submission("nic-1.2", {
 *   productId: product.productId,
 *   name: "NIC 1.2.0.0",
 *   type: "derived",
 *   package: "packages/nic-1.2.hlkx",
 *   waitFor: "signed",
 *   waitTimeoutMinutes: 24 * 60,
 * });
 * ```
 * @see [Create a new submission for a product](https://learn.microsoft.com/windows-hardware/drivers/dashboard/create-a-new-submission-for-a-product)
 * @see [Commit a product submission](https://learn.microsoft.com/windows-hardware/drivers/dashboard/commit-a-product-submission)
 * @see [Update submission data](https://learn.microsoft.com/windows-hardware/drivers/dashboard/update-submission-data)
 */
export class Submission extends pulumi.CustomResource implements OutputsOf<typeof submissionKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(submissionKind.name);

  /** The product, in decimal digits. */
  declare readonly productId: pulumi.Output<string>;
  /** The name as the dashboard shows it. */
  declare readonly name: pulumi.Output<string>;
  /** `initial` or `derived`, in the program's spelling. */
  declare readonly type: pulumi.Output<string>;
  /** `commitPending`, `commitReceived`, `commitStarted`, `commitComplete` or `commitFailed`. */
  declare readonly commitStatus: pulumi.Output<string | undefined>;
  /** Path of the package that was uploaded, as the program gave it. */
  declare readonly package: pulumi.Output<string | undefined>;
  /** SHA-256 of the package's content, in hexadecimal digits. */
  declare readonly packageSha256: pulumi.Output<string | undefined>;
  /** Whether the package is an extension driver. Undefined until Dev Center has looked into it. */
  declare readonly isExtensionInf: pulumi.Output<boolean | undefined>;
  /** Whether it passes the Universal API test. A driver is DCHU compliant when it is universal and declarative. */
  declare readonly isUniversal: pulumi.Output<boolean | undefined>;
  /** Whether it passes InfVerif's test for declarative INFs. */
  declare readonly isDeclarativeInf: pulumi.Output<boolean | undefined>;
  /** How far Dev Center has come, as of the last `up` or `refresh`. Undefined until the workflow has begun. */
  declare readonly workflowStatus: pulumi.Output<WorkflowStatus | undefined>;
  /** The submission's own id, in decimal digits: it is too large for a number. */
  readonly submissionId: pulumi.Output<string>;

  constructor(name: string, args: SubmissionArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = args && { ...args, package: packagePath(args.package) };
    super(...registration(submissionKind, name, inputs, options));
    this.submissionId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
  }

  /** Whether a value is a {@link Submission}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Submission {
    return isOfType(value, Submission.__pulumiType);
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

/** The package is compared by `packageSha256`, which check computes: Pulumi's hash of an asset is not needed. */
function packagePath(given: SubmissionArgs["package"]): pulumi.Input<string> | undefined {
  if (given === undefined || typeof given === "string") return given;
  const value = pulumi.output(given) as unknown as pulumi.Output<unknown>;
  return value.apply(async (known) =>
    known instanceof pulumi.asset.FileAsset ? known.path : (known as string),
  );
}
