import { ApiError } from "../api/errors/api-error";
import type { SubmissionRecord } from "../api/submissions";
import type { Lifecycle, Values } from "./lifecycle";
import { exactly, ignoringCase } from "./sameness";
import { decimalId, oneOf, text } from "./schema";

/** Checked inputs of a Submission. */
interface SubmissionInputs extends Values {
  readonly productId: string;
  readonly name: string;
  readonly type: string;
}

const properties = {
  productId: {
    schema: decimalId("the productId of a product in decimal digits, such as 14631253285588838"),
    required: true,
    onChange: "replace",
    sameWhenEdited: exactly,
  },
  name: { schema: text(), required: true, onChange: "update", sameWhenEdited: exactly },
  type: {
    schema: oneOf(["initial", "derived"]),
    required: true,
    onChange: "replace",
    sameWhenEdited: ignoringCase,
  },
} as const satisfies Lifecycle["properties"];

function computedOf({ commitStatus, workflowStatus }: SubmissionRecord): Values {
  // The service writes CommitPending here and commitPending there.
  const spelled = commitStatus && commitStatus.charAt(0).toLowerCase() + commitStatus.slice(1);
  return { commitStatus: spelled, workflowStatus };
}

function idsOf(id: string): [productId: string, submissionId: string] {
  const [productId = "", submissionId = ""] = id.split("/");
  return [productId, submissionId];
}

/** Submission: its name is patched, all else replaces; it cannot be deleted. */
export const submission: Lifecycle<SubmissionInputs> = {
  noun: "submission",
  properties,
  idForm: { pattern: /^[1-9]\d*\/[1-9]\d*$/, example: "14631253285588838/1152921504621465124" },

  async read({ devCenter }, id) {
    try {
      const record = await devCenter.submissions.get(...idsOf(id));
      const { productId, name, type } = record;
      return { declarable: { productId, name, type }, computed: computedOf(record) };
    } catch (error) {
      if (error instanceof ApiError && error.meansGone) return undefined;
      throw error;
    }
  },

  async create({ devCenter }, { productId, name, type }) {
    const record = await devCenter.submissions.create(productId, { name, type });
    return { id: `${productId}/${record.submissionId}`, computed: computedOf(record) };
  },

  async update({ devCenter }, { id, olds, news }) {
    await devCenter.submissions.update(...idsOf(id), { name: news.name });
    return { commitStatus: olds.commitStatus, workflowStatus: olds.workflowStatus };
  },

  async delete({ say }, id) {
    say(
      `Submission ${id} is no longer managed, but stays on Dev Center: the service cannot delete submissions.`,
    );
  },
};
