/** What is shown, by its ids in decimal digits. */
export interface Place {
  readonly productId: string;
  readonly submissionId?: string;
  readonly labelId?: string;
}

/**
 * Where Partner Center shows an object to a person who is signed in. No part of the API gives this address: it is the one
 * that the pages themselves have.
 */
export function partnerCenterUrl({ productId, submissionId, labelId }: Place): string {
  const product = `https://partner.microsoft.com/dashboard/hardware/driver/${encodeURIComponent(productId)}`;
  if (submissionId === undefined) return product;
  const submission = `${product}/submission/${encodeURIComponent(submissionId)}`;
  return labelId === undefined ? submission : `${submission}/ShippingLabel/${encodeURIComponent(labelId)}`;
}
