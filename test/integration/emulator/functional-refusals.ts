import { products } from "./dev-center-client";
import { begin, commit, type Release, release, upload } from "./driver-release";
import type { RefusalRow } from "./refusal-row";

const state = "requestInvalidForCurrentState";
const unauthorized = "UpdateUnauthorized";

function productOf({ submissions }: Release): string {
  return submissions.replace(/\/submissions$/, "");
}

function productIdOf(begun: Release): string {
  return productOf(begun).split("/").at(-1) ?? "";
}

const rename = { body: { productName: "another" } };

/** Refusals of a product. */
const productRows: RefusalRow[] = [
  {
    what: "an update of a shared product",
    status: 403,
    code: unauthorized,
    message: "Not authorized to update the product",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      emulator.edit("product", productIdOf(begun), { originType: "shared" });
      return { method: "PATCH", path: productOf(begun), ...rename };
    },
  },
  {
    what: "an update of a product without an initial submission",
    status: 403,
    code: unauthorized,
    message: "Can't update product without an initial submission",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      emulator.remove("submission", begun.id);
      return { method: "PATCH", path: productOf(begun), ...rename };
    },
  },
  {
    what: "an update of a product whose workflow failed",
    status: 403,
    code: unauthorized,
    message: "Can't update product because the workflow failed",
    arrange: async (emulator) => {
      emulator.scriptNext("submission", { failStep: "scanning" });
      return { method: "PATCH", path: productOf(await release(emulator)), ...rename };
    },
  },
  {
    what: "another announcement date after ingestion",
    status: 403,
    code: unauthorized,
    message: "Announcement Date can't be updated after the ingestion process is finished",
    arrange: async (emulator) => {
      const path = productOf(await release(emulator));
      return { method: "PATCH", path, body: { announcementDate: "2027-01-01T00:00:00" } };
    },
  },
  {
    what: "another product name for now",
    status: 403,
    code: unauthorized,
    message: "Product Name can't be updated at this time. Try again.",
    arrange: async (emulator) => {
      const path = productOf(await begin(emulator));
      const error = { code: unauthorized, message: "Product Name can't be updated at this time. Try again." };
      emulator.fail({ match: { method: "PATCH" }, action: { respond: { status: 403, body: { error } } } });
      return { method: "PATCH", path, ...rename };
    },
  },
];

const derivedRefusal = "Can't create derived submission for an attestation, test-signed or extension product";

function derivedRow(what: string, changes: object, isExtensionInf = false): RefusalRow {
  return {
    what: `a derived submission of ${what}`,
    status: 400,
    code: state,
    message: derivedRefusal,
    arrange: async (emulator) => {
      const begun = await begin(emulator, changes);
      emulator.edit("product", productIdOf(begun), { isExtensionInf });
      return { method: "POST", path: begun.submissions, body: { name: "derived", type: "derived" } };
    },
  };
}

/** Refusals of a submission. */
const submissionRows: RefusalRow[] = [
  derivedRow("an attestation product", { testHarness: "attestation" }),
  derivedRow("a test-signed product", { isTestSign: true }),
  derivedRow("an extension product", {}, true),
  {
    what: "a second commit",
    status: 400,
    code: state,
    message: "Only pending submissions can be committed",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      await upload(emulator, begun);
      await commit(emulator, begun);
      return { method: "POST", path: `${begun.path}/commit` };
    },
  },
  {
    what: "a second initial submission",
    status: 400,
    code: state,
    message: "Initial submission already exists",
    arrange: async (emulator) => {
      const { submissions } = await begin(emulator);
      return { method: "POST", path: submissions, body: { name: "again", type: "initial" } };
    },
  },
  {
    what: "a derived submission without an initial one",
    status: 400,
    code: state,
    message: "Can't create derived submission since no initial submission created",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      emulator.remove("submission", begun.id);
      return { method: "POST", path: begun.submissions, body: { name: "derived", type: "derived" } };
    },
  },
  {
    what: "a submission of a shared product",
    status: 403,
    code: "readOnlyProduct",
    message: "A shared product takes no submission",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      emulator.edit("product", productIdOf(begun), { originType: "shared" });
      return { method: "POST", path: begun.submissions, body: { name: "again", type: "initial" } };
    },
  },
  {
    what: "a new name for a submission of a shared product",
    status: 403,
    code: unauthorized,
    message: "Not authorized to update the submission",
    arrange: async (emulator) => {
      const begun = await begin(emulator);
      emulator.edit("product", productIdOf(begun), { originType: "shared" });
      return { method: "PATCH", path: begun.path, body: { name: "another" } };
    },
  },
  {
    what: "a new name for a submission that failed",
    status: 403,
    code: unauthorized,
    message: "Can't update the submission since the workflows failed",
    arrange: async (emulator) => {
      emulator.scriptNext("submission", { failStep: "validation" });
      return { method: "PATCH", path: (await release(emulator)).path, body: { name: "another" } };
    },
  },
  {
    what: "the commit of a submission that is not there",
    status: 404,
    code: "EntityNotFound",
    message: "No submission found",
    arrange: async (emulator) => {
      const { submissions } = await begin(emulator);
      return { method: "POST", path: `${submissions}/1/commit` };
    },
  },
  {
    what: "a submission of a product that is not there",
    status: 404,
    code: "EntityNotFound",
    message: "Product not found",
    arrange: async () => ({
      method: "POST",
      path: `${products}/1/submissions`,
      body: { name: "first", type: "initial" },
    }),
  },
];

/** Every functional refusal of products and submissions. */
export const functionalRefusals: readonly RefusalRow[] = [...productRows, ...submissionRows];
