import * as devcenter from "pulumi-devcenter";

const product = new devcenter.Product("nic", {
  productName: "Contoso Network Adapter",
  testHarness: "hlk",
  deviceType: "external",
  requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
});

// The first version: uploaded, committed, and waited for until Microsoft has signed it.
const first = new devcenter.Submission("nic-1.0", {
  productId: product.productId,
  name: "Contoso Network Adapter 1.0",
  type: "initial",
  package: "packages/contoso-nic-1.0.hlkx",
  waitFor: "signed",
});

// Published for other 64-bit machines, for those who look for it.
const label = new devcenter.ShippingLabel("nic-1.0-windows-update", {
  productId: product.productId,
  submissionId: first.submissionId,
  name: "Contoso Network Adapter 1.0",
  destination: "windowsUpdate",
  publishingSpecifications: { goLiveDate: "2027-01-15T00:00:00Z" },
  targeting: {
    hardwareIdsFrom: { metadata: "submission", select: { operatingSystemCode: "WINDOWS_v100_X64_*" } },
    chids: [{ chid: "812fac65-9c26-473c-b3a9-1eb3803ac22c" }],
  },
});

// The next version derives from the first.
const next = new devcenter.Submission(
  "nic-1.1",
  {
    productId: product.productId,
    name: "Contoso Network Adapter 1.1",
    type: "derived",
    package: "packages/contoso-nic-1.1.1.hlkx",
  },
  { dependsOn: first },
);

export const productId = product.productId;
export const signed = first.workflowStatus;
export const published = label.selectedHardwareIds;
export const nextStatus = next.commitStatus;
