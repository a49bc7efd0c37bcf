import type { HardwareId } from "devcenter-emulator";

/** A CHID as the documentation has it. */
export const sampleChid = "346511cf-ccee-5c6d-8ee9-3c70fc7aae83";

/** A label that publishes to Windows Update, for users who look for the driver. */
export function publishing(hardwareIds: readonly HardwareId[], changes: object = {}) {
  return {
    name: "First wave",
    destination: "windowsUpdate",
    publishingSpecifications: {
      isAutoInstallDuringOSUpgrade: false,
      isAutoInstallOnApplicableSystems: false,
      manualAcquisition: true,
    },
    targeting: { hardwareIds },
    ...changes,
  };
}

/** The same, installed by itself. */
export const automatic = {
  isAutoInstallDuringOSUpgrade: true,
  isAutoInstallOnApplicableSystems: false,
  manualAcquisition: false,
  additionalInfoForMsApproval: { businessJustification: "It is better." },
};

/** A label that shares with another publisher. */
export function sharing(receiverPublisherId: string, changes: object = {}) {
  return {
    name: "For a partner",
    destination: "anotherPartner",
    recipientSpecifications: { receiverPublisherId, enforceChidTargeting: false },
    ...changes,
  };
}
