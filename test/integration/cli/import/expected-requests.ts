import type { Entities, State } from "devcenter-emulator";

const rowsOfAPage = 50;

function pages(count: number): number {
  return Math.max(1, Math.ceil(count / rowsOfAPage));
}

/**
 * The price of an import, by the formula of docs/adopt.md, where no list shows targeting.
 *
 * @param takesAll whether failed and shared objects are imported, too
 * @param hasOddRows whether each list of hardware has a row of which the service knows nothing else
 */
export function requestsOfImport({ entities }: State, takesAll: boolean, hasOddRows = false): number {
  const { product, submission, shippingLabel } = entities;
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const submissionPages = product.map(({ id }) =>
    pages(submission.filter(({ productId }) => productId === id).length),
  );
  const labelPages = submission.map(({ id }) =>
    pages(shippingLabel.filter(({ submissionId }) => submissionId === id).length),
  );
  const long = shippingLabel.filter(
    (label) => label.targeting.hardwareIds.length > 12 && (takesAll || !isFailed(label)),
  );
  const selecting = new Set(long.map(({ submissionId }) => submissionId)).size;
  const odd = hasOddRows ? 1 + product.length + submission.length : 0;
  const lists = 2 + pages(product.length) + sum(submissionPages) + sum(labelPages);
  return lists + shippingLabel.length + selecting + odd;
}

function isFailed({ failStep, cancelledAt }: Entities["shippingLabel"]): boolean {
  return typeof failStep === "string" || cancelledAt !== undefined;
}
