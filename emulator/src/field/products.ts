import { workflowSteps } from "../hardware/submission-progress";
import { isJsonObject, type JsonObject } from "../http/json";
import { orEmpty, rewritten, type Variants } from "./variants";

const productDefaults = {
  firmwareVersion: "0",
  announcementDate: "2018-01-01T00:00:00",
  deviceMetadataIds: [],
  marketingNames: [],
  isTestSign: false,
  isFlightSign: false,
};
const attributes = { storageController: {}, raidController: {}, svvp: { guestOs: "", maxProcessors: 0 } };

/** A product as the field has it. */
export function productInTheField(value: JsonObject, words: Variants): JsonObject {
  const { anyCase, withDefaults: filled, list, pick, withUnknownProperty: stranger } = words;
  const families = (types: unknown) => {
    const entries = Object.entries(orEmpty(types));
    if (entries.length === 0) return pick<unknown>(null, {}, { windows_v100: "Unclassified" });
    return Object.fromEntries(entries.map(([family, type]) => [anyCase(family) as string, type]));
  };
  const product = rewritten(value, {
    testHarness: anyCase,
    deviceType: anyCase,
    requestedSignatures: (codes) => list(codes, anyCase),
    marketingNames: (names) => list(names),
    deviceMetadataIds: (ids) => list(ids, anyCase),
    selectedProductTypes: families,
    additionalAttributes: (of) => stranger(filled(orEmpty(of), attributes)),
    links: (links) => pick(links, null),
  });
  return stranger(filled(product, productDefaults));
}

/** A workflow as the field has it: its last step may be a number. */
function workflowInTheField(status: unknown, { anyCase, pick }: Variants): unknown {
  if (!isJsonObject(status)) return status;
  const { currentStep, state, messages } = status;
  const last = workflowSteps.length - 1;
  const isSigned = currentStep === workflowSteps[last] && state === "completed";
  const hasNone = Array.isArray(messages) && messages.length === 0;
  return {
    ...status,
    currentStep: isSigned ? pick<unknown>(last, anyCase(currentStep)) : anyCase(currentStep),
    state: anyCase(state),
    messages: hasNone ? pick<unknown>([], null) : messages,
  };
}

/** The commit status may be behind or missing when the workflow has started. */
function commitStatusInTheField({ commitStatus, workflowStatus }: JsonObject, words: Variants): unknown {
  const hasStarted = isJsonObject(workflowStatus) && commitStatus !== "commitFailed";
  return hasStarted ? words.pick<unknown>(undefined, null, "commitPending") : words.anyCase(commitStatus);
}

/** Downloads in any order, of which only the package can be written. */
function downloadsInTheField(downloads: unknown, { list, pick }: Variants, page: string): unknown {
  const items = (orEmpty(downloads).items ?? []) as JsonObject[];
  const written = items.flatMap(({ type, url }) => {
    if (type === "certificationReport") return [{ type, url: page }];
    if (type !== "derivedPackage") return [{ type, url }];
    // The read-only shell of a driver update, beside the slot of the package.
    const shell = String(url).replace(/([?&]sp=)\w+/, "$1r");
    return [
      { type, url: shell },
      { type: "initialPackage", url },
    ];
  });
  const capital = (item: unknown) => {
    const { type, url } = item as { type: string; url: string };
    return { type: pick(type, type.charAt(0).toUpperCase() + type.slice(1)), url };
  };
  return { items: list(written, capital), messages: pick<unknown>([], null) };
}

/**
 * A submission as the field has it.
 *
 * @param page where a certification report is: a page of the dashboard
 */
export function submissionInTheField(value: JsonObject, words: Variants, page: string): JsonObject {
  const { downloads } = value;
  return words.withUnknownProperty({
    ...rewritten(value, {
      type: words.anyCase,
      workflowStatus: (status) => workflowInTheField(status, words),
      links: (links) => words.pick(links, null),
    }),
    commitStatus: commitStatusInTheField(value, words),
    ...(downloads !== undefined && { downloads: downloadsInTheField(downloads, words, page) }),
  });
}

/** Malformed rows that lists contain. */
export const oddProducts: Readonly<Record<"product" | "submission", JsonObject>> = {
  product: {
    id: 9900000000000000001n,
    productName: 7,
    testHarness: null,
    requestedSignatures: null,
    selectedProductTypes: "none",
    deviceType: "refreshed",
    additionalAttributes: null,
    isCommitted: "no",
  },
  submission: {
    id: 9900000000000000001n,
    name: 7,
    type: "refreshed",
    commitStatus: 3,
    workflowStatus: "none",
    downloads: null,
  },
};
