import type { shippingLabelKind } from "../../kinds/shipping-label";
import {
  type InputsOf,
  type KnownOf,
  oneOf,
  productId,
  type ShapesOf,
  submissionId,
  text,
  unwatched,
  wholeNumber,
} from "../core/shape";
import { onDeletes } from "./delete-label";
import { publishingSpecifications, recipientSpecifications } from "./publishing-specifications";
import { targeting } from "./targeting";

/** The shapes of the properties of a label. */
export const shapes = {
  productId: productId(),
  submissionId: submissionId(),
  name: text(),
  destination: oneOf(["windowsUpdate", "anotherPartner"]),
  publishingSpecifications,
  recipientSpecifications,
  targeting,
  onDelete: oneOf(onDeletes),
  waitFor: oneOf(["none", "published"]),
  waitTimeoutMinutes: unwatched(wholeNumber(1, "minutes")),
} satisfies ShapesOf<typeof shippingLabelKind>;

/** The checked inputs of a label. */
export type ShippingLabelInputs = InputsOf<typeof shippingLabelKind, typeof shapes>;

/** What of them is right and known, while a program is checked. */
export type KnownLabel = KnownOf<typeof shapes>;
