/** What a new package needs where the product takes no derived submission. */
export const noDerivedSubmission =
  "Attestation, test-signed and extension products take no derived submission: declare a new Product, with a Submission of type initial, for this package.";
