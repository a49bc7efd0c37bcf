import * as pulumi from "@pulumi/pulumi";
import { isOfType, momentInput, type OutputsOf, registration, typeOf } from "../dynamic/dev-center-resource";
import { shippingLabelKind } from "../kinds/shipping-label";
import type { WorkflowStatus } from "./submission";
import type { HardwareId, Targeting } from "./targeting";

/**
 * What Microsoft has to know to approve a driver that installs by itself.
 *
 * @see [Additional information for Microsoft](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-shipping-labels#additional-information-for-the-microsoft-object)
 */
export interface AdditionalInfoForMsApproval {
  /** E-mail address of the sponsor at Microsoft. */
  readonly microsoftContact?: pulumi.Input<string> | undefined;
  /** How the driver was validated. */
  readonly validationsPerformed?: pulumi.Input<string> | undefined;
  /** Names of the OEMs whom this publication affects. */
  readonly affectedOems?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Whether machines have to restart after it is installed. */
  readonly isRebootRequired?: pulumi.Input<boolean> | undefined;
  /** Whether it works on builds of Windows that are not released yet. */
  readonly isCoEngineered?: pulumi.Input<boolean> | undefined;
  /** Whether it is for a device that is not released yet. */
  readonly isForUnreleasedHardware?: pulumi.Input<boolean> | undefined;
  /** Whether it brings a user interface or other software along. */
  readonly hasUiSoftware?: pulumi.Input<boolean> | undefined;
  /** Why Microsoft should promote it, in words. */
  readonly businessJustification?: pulumi.Input<string> | undefined;
}

/**
 * How Windows Update offers the driver.
 *
 * @see [Publishing specifications object](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-shipping-labels#publishing-specifications-object)
 */
export interface PublishingSpecifications {
  /**
   * From when on: a Date, or any ISO 8601 text (one without a zone is UTC; fractions of a second are dropped). Left
   * out: at once when it is certified.
   */
  readonly goLiveDate?: pulumi.Input<string | Date> | undefined;
  /** Ids of sellers who may see driver and label; beyond 2^53 as decimal digits. Left out: only you. */
  readonly visibleToAccounts?: pulumi.Input<pulumi.Input<string | number>[]> | undefined;
  /**
   * Installed by itself when Windows is upgraded.
   *
   * @default false
   */
  readonly isAutoInstallDuringOSUpgrade?: pulumi.Input<boolean> | undefined;
  /**
   * Installed by itself on all systems that it is for.
   *
   * @default false
   */
  readonly isAutoInstallOnApplicableSystems?: pulumi.Input<boolean> | undefined;
  /**
   * Offered to those who look for it. Left out, it has its only right value: true when neither installation above is
   * true, else false.
   */
  readonly manualAcquisition?: pulumi.Input<boolean> | undefined;
  /**
   * Kept out of WSUS and the Windows Update Catalog.
   *
   * @default false
   */
  readonly isDisclosureRestricted?: pulumi.Input<boolean> | undefined;
  /**
   * Offered to Windows 10 in S mode, too.
   *
   * @default false
   */
  readonly publishToWindows10s?: pulumi.Input<boolean> | undefined;
  /** Mandatory when one of the automatic installations is true. */
  readonly additionalInfoForMsApproval?: pulumi.Input<AdditionalInfoForMsApproval> | undefined;
}

/**
 * Whom the submission is shared with, and how.
 *
 * @see [Sharing drivers with your partners](https://learn.microsoft.com/windows-hardware/drivers/dashboard/sharing-drivers-with-your-partners)
 */
export interface RecipientSpecifications {
  /** Seller id of the partner, who can download, publish and make DUA packages, but not share any further. */
  readonly receiverPublisherId: pulumi.Input<string | number>;
  /**
   * Whether the partner's own labels have to name CHIDs.
   *
   * @default false
   */
  readonly enforceChidTargeting?: pulumi.Input<boolean> | undefined;
  /**
   * Whether the partner is kept from making DUA packages.
   *
   * @default false
   */
  readonly blockDuaCreation?: pulumi.Input<boolean> | undefined;
}

/**
 * The shipping label JSON of the submission API, with the submission that it belongs to.
 *
 * @see [Shipping label resource](https://learn.microsoft.com/windows-hardware/drivers/dashboard/get-shipping-labels#shippinglabel-resource)
 */
export interface ShippingLabelArgs {
  /** The product: `product.productId`. Change: replace. */
  readonly productId: pulumi.Input<string>;
  /** The submission: `submission.submissionId`. The label is made once its `preparation` is done. Change: replace. */
  readonly submissionId: pulumi.Input<string>;
  /** The name as the dashboard shows it. Change: replace. */
  readonly name: pulumi.Input<string>;
  /** `windowsUpdate` publishes, `anotherPartner` shares. Any case is accepted. Change: replace. */
  readonly destination: pulumi.Input<"windowsUpdate" | "anotherPartner" | (string & Record<never, never>)>;
  /** Mandatory for `windowsUpdate`; beside `anotherPartner` it means nothing. Change: replace. */
  readonly publishingSpecifications?: pulumi.Input<PublishingSpecifications> | undefined;
  /**
   * Mandatory for `anotherPartner`; beside `windowsUpdate` it means nothing. Change: `blockDuaCreation` in place, and by a
   * replacement where Dev Center refuses that; anything else: replace.
   */
  readonly recipientSpecifications?: pulumi.Input<RecipientSpecifications> | undefined;
  /** Mandatory for `windowsUpdate`. Change: update in place, but for the range of Windows versions: replace. */
  readonly targeting?: pulumi.Input<Targeting> | undefined;
  /**
   * What destroy and replacement do, for the service cannot delete a label: `cancel` asks to cancel it, and leaves it
   * where the service allows that no more (it does in Microsoft's approval and in gradual rollout, never for what is
   * shared); `expire` removes its hardware ids, which revokes a share; `keep` does nothing. Each says what it did.
   * Change: update in place, without a request.
   *
   * @default "cancel"
   */
  readonly onDelete?: pulumi.Input<"cancel" | "expire" | "keep"> | undefined;
  /**
   * What `pulumi up` waits for: `none`, or `published` (`finalizePublishing` or `finalizeSharing` is completed: an hour
   * as a rule, where Microsoft has to approve up to a month). Change: update in place.
   *
   * @default "none"
   */
  readonly waitFor?: pulumi.Input<"none" | "published"> | undefined;
  /**
   * Minutes that each wait takes at most, 1 at least: for the submission's preparation, for its metadata, for a workflow
   * that stands in the way of a change, and for `waitFor`. The next `pulumi up` goes on. Change: nothing to do.
   *
   * @default 60
   */
  readonly waitTimeoutMinutes?: pulumi.Input<number> | undefined;
}

/**
 * A shipping label: publishes a submission to Windows Update, or shares it with a partner.
 *
 * Hardware ids, CHIDs and audiences change in place; anything else makes a **new label**, and the old one is treated
 * as `onDelete` says, as it is by destroy. To bring in one that exists: the resource option
 * `import: "14631253285588838/1152921504621465124/1152921504606978422"` (product, submission, label).
 *
 * Maps to `/my/hardware/products/{productId}/submissions/{submissionId}/shippingLabels`. Errors: a check failure per
 * fault in preview; {@link ApiError} when Dev Center refuses, {@link TransferError} when the metadata cannot be read. A
 * label whose `waitFor` is not reached stays in state, and the next `pulumi up` waits on.
 *
 * @example
 * ```ts
 * const submission = devcenter.Submission.get("nic", "14631253285588838/1152921504621465124");
 * const wave = new devcenter.ShippingLabel("wave", {
 *   productId: submission.productId,
 *   submissionId: submission.submissionId,
 *   name: "First wave",
 *   destination: "windowsUpdate",
 *   publishingSpecifications: { goLiveDate: "2027-01-12T09:00:00Z", manualAcquisition: true },
 *   targeting: {
 *     hardwareIdsFrom: { metadata: "submission", select: { pnpString: "pci\\ven_8086&*" } },
 *     restrictedToAudiences: ["9f4f44d8-bfec-48c6-a02c-2d9ea220f6e2"],
 *   },
 * });
 * ```
 * @see [Create a new shipping label](https://learn.microsoft.com/windows-hardware/drivers/dashboard/create-a-new-shipping-label)
 * @see [Update a shipping label](https://learn.microsoft.com/windows-hardware/drivers/dashboard/update-a-shipping-label)
 * @see [Cancel a shipping label](https://learn.microsoft.com/windows-hardware/drivers/dashboard/cancel-a-shipping-label)
 */
export class ShippingLabel extends pulumi.CustomResource implements OutputsOf<typeof shippingLabelKind> {
  /** The type of all its resources. Policies name the class, and Pulumi finds this. */
  static readonly __pulumiType = typeOf(shippingLabelKind.name);

  /** The product, in decimal digits. */
  declare readonly productId: pulumi.Output<string>;
  /** The submission, in decimal digits. */
  declare readonly submissionId: pulumi.Output<string>;
  /** The name as the dashboard shows it. */
  declare readonly name: pulumi.Output<string>;
  /** `windowsUpdate` or `anotherPartner`, in the program's spelling. */
  declare readonly destination: pulumi.Output<string>;
  /** How Windows Update offers the driver; only where that is the destination. */
  declare readonly publishingSpecifications: pulumi.Output<
    pulumi.Unwrap<PublishingSpecifications> | undefined
  >;
  /** Whom the submission is shared with; only where a partner is the destination. */
  declare readonly recipientSpecifications: pulumi.Output<pulumi.Unwrap<RecipientSpecifications> | undefined>;
  /** Which machines are offered the driver: with the hardware ids themselves where `hardwareIdsFrom` was given metadata. */
  declare readonly targeting: pulumi.Output<pulumi.Unwrap<Targeting> | undefined>;
  /** What `hardwareIdsFrom` has selected from the submission's own metadata. */
  declare readonly selectedHardwareIds: pulumi.Output<pulumi.Unwrap<HardwareId>[] | undefined>;
  /**
   * How far Dev Center has come, as of the last `up` or `refresh`: such as `microsoftApproval` `started`;
   * `finalizePublishing` or `finalizeSharing` `completed` means done.
   */
  declare readonly workflowStatus: pulumi.Output<WorkflowStatus | undefined>;
  /** The label's own id, in decimal digits: it is too large for a number. */
  readonly labelId: pulumi.Output<string>;

  constructor(name: string, args: ShippingLabelArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = args && {
      ...args,
      publishingSpecifications: withPlainDate(args.publishingSpecifications),
    };
    super(...registration(shippingLabelKind, name, inputs, options));
    this.labelId = this.id.apply((id) => id.slice(id.lastIndexOf("/") + 1));
  }

  /** Whether a value is a {@link ShippingLabel}, also one of another copy of this package. */
  static override isInstance(value: unknown): value is ShippingLabel {
    return isOfType(value, ShippingLabel.__pulumiType);
  }

  /**
   * Reads a label that this program does not manage.
   *
   * @param id product, submission and label, such as `"14631253285588838/1152921504621465124/1152921504606978422"`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    options?: pulumi.CustomResourceOptions,
  ): ShippingLabel {
    return new ShippingLabel(name, undefined as never, { ...options, id });
  }
}

/** A Date would not survive Pulumi's wire. */
function withPlainDate(
  given: ShippingLabelArgs["publishingSpecifications"],
): pulumi.Input<object> | undefined {
  if (pulumi.Output.isInstance(given)) return given.apply(plain);
  if (given instanceof Promise) return given.then(plain);
  return given === undefined ? undefined : plain(given);
}

function plain(specifications: PublishingSpecifications | pulumi.Unwrap<PublishingSpecifications>) {
  const { goLiveDate, ...rest } = specifications;
  return goLiveDate === undefined ? rest : { ...rest, goLiveDate: momentInput(goLiveDate as string | Date) };
}
