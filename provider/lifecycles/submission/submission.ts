import { partnerCenterUrl } from "../../api/endpoints/partner-center";
import type { SubmissionRecord } from "../../api/endpoints/submissions";
import { refuseUnreadable } from "../../api/http/pagination";
import { measureFile } from "../../api/transfer/hash-file";
import { defaultsOf, namesWith } from "../../kinds/kind";
import { submissionKind } from "../../kinds/submission";
import { ignoringCase } from "../core/equality";
import type { Context, Lifecycle, OnChange, Values } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import {
  describedBy,
  type InputsOf,
  oneOf,
  productId,
  propertiesOf,
  type ShapesOf,
  text,
  trueOrFalse,
  unwatched,
  wholeNumber,
} from "../core/shape";
import { limitOfSeen } from "../core/signing-limit";
import { isCommitted } from "./commit";
import {
  committedPackage,
  refuseOtherPackage,
  submissionIds,
  undefinedWhenRefused,
} from "./committed-package";
import { createOrAdopt } from "./create-initial-submission";
import { noDerivedSubmission } from "./no-derived-submission";
import { packageFault } from "./package-file";
import {
  type Goal,
  goals,
  isSigned,
  type SubmissionPlan,
  uploadCommitAndWait,
  workflowStatusOf,
} from "./progress";
import { submissionWarnings } from "./warnings";

const shapes = {
  productId: productId(),
  name: text(),
  type: oneOf(["initial", "derived"]),
  // An empty path is a mistake, not a package left out.
  package: unwatched({ ...text("the path of a package file (.hlkx, .hckx, .cab)"), isText: false }),
  packageSha256: text(),
  commit: trueOrFalse(),
  waitFor: oneOf(goals),
  waitTimeoutMinutes: unwatched(wholeNumber(1, "minutes")),
} satisfies ShapesOf<typeof submissionKind>;

type SubmissionInputs = InputsOf<typeof submissionKind, typeof shapes>;

/** A package can be another one until it is committed. */
function packageOnChange(olds: Values, news: Values): OnChange {
  return isCommitted(olds.commitStatus) && typeof news.packageSha256 === "string" ? "replace" : "update";
}

const local = namesWith(submissionKind, "local");
const defaults = defaultsOf(submissionKind);

type SubmissionOutputs = Pick<SubmissionRecord, (typeof submissionKind.outputs)[number]>;

function outputsOf(record: SubmissionOutputs & Partial<Pick<SubmissionRecord, "links">>): Values {
  const { links = () => ({ errorReport: undefined, downloads: [] }) } = record;
  const outputs = submissionKind.outputs.map((name) => [name, record[name]]);
  return { ...Object.fromEntries(outputs), workflowStatus: workflowStatusOf({ ...record, links }) };
}

function observe(record: SubmissionRecord) {
  const { productId, name, type } = record;
  return { inputs: { productId, name, type }, notReported: local, outputs: outputsOf(record) };
}

function goalOf({ waitFor }: Values): Goal {
  return String(waitFor ?? defaults.waitFor).toLowerCase() as Goal;
}

function planFor(id: string, inputs: SubmissionInputs): SubmissionPlan {
  const [productId, submissionId] = submissionIds(id);
  return {
    productId,
    submissionId,
    package: inputs.package,
    packageSha256: inputs.packageSha256,
    commit: inputs.commit ?? defaults.commit,
    waitFor: goalOf(inputs),
    waitTimeoutMinutes: inputs.waitTimeoutMinutes ?? defaults.waitTimeoutMinutes,
  };
}

async function finish(context: Context, id: string, inputs: SubmissionInputs): Promise<Values> {
  const record = await uploadCommitAndWait(context, planFor(id, inputs));
  return { ...outputsOf(record), ...(inputs.package === undefined ? {} : { isPackageUploaded: true }) };
}

function hasReachedGoal(outputs: Values): boolean {
  if (outputs.commit === false)
    return outputs.isPackageUploaded !== false || isCommitted(outputs.commitStatus);
  const goal = goalOf(outputs);
  if (goal === "none") return isCommitted(outputs.commitStatus);
  const signed = isSigned(outputs as Pick<SubmissionRecord, "workflowStatus">);
  return signed || (goal === "committed" && outputs.commitStatus === "commitComplete");
}

/** What is certain without asking the service: only attestation takes cabinets. */
function takesNoDerived({ package: path, isExtensionInf }: Values): boolean {
  return isExtensionInf === true || /\.cab$/i.test(String(path ?? ""));
}

/** Submission: its name is patched, a package uploaded, committed and waited for; it cannot be deleted. */
export const submission: Lifecycle<SubmissionInputs> = {
  ...describedBy(submissionKind),
  properties: propertiesOf(submissionKind, shapes, { packageSha256: packageOnChange }),
  address(id) {
    const [productId, submissionId] = submissionIds(id);
    return partnerCenterUrl({ productId, submissionId });
  },

  async deriveInputs({ package: path }) {
    if (typeof path !== "string") return { found: {}, faults: [] };
    const faulty = (expected: string) => ({ found: {}, faults: [{ path: ["package"], expected }] });
    try {
      const expected = await packageFault(path);
      if (expected !== undefined) return faulty(expected);
      return { found: { packageSha256: (await measureFile(path)).sha256 }, faults: [] };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return faulty(`a package file that can be read (${code})`);
    }
  },

  noted: ["isExtensionInf"],
  warnings: submissionWarnings,
  // The first cannot be taken back, so it must not be taken for the one that is declared now.
  uncertainty({ outputs, notReported = [] }, { packageSha256 }) {
    const isUnknown = packageSha256 !== undefined && notReported.includes("packageSha256");
    if (!isUnknown || !isCommitted(outputs.commitStatus)) return undefined;
    return "A package is committed in it, and the blob store does not say which.";
  },
  isIncomplete: (outputs) => outputs.package !== undefined && !hasReachedGoal(outputs),

  forbiddenChange(olds, news, changed, seen) {
    const staysInitial = [olds, news].every(({ type }) => ignoringCase(type) === "initial");
    if (!staysInitial || changed.includes("productId") || !changed.includes("packageSha256"))
      return undefined;
    if (!isCommitted(olds.commitStatus) || typeof news.packageSha256 !== "string") return undefined;
    return [
      "its package has changed, but it is committed, and a product has one initial submission only.",
      takesNoDerived(olds) || limitOfSeen(olds.productId, seen) !== undefined
        ? "Put the old package back here."
        : 'Put the old package back here, and declare the new one in a further Submission of type "derived".',
      noDerivedSubmission,
    ].join(" ");
  },

  async read(context, id, known = {}) {
    const { submissions } = context.devCenter;
    const before = known as SubmissionOutputs;
    return undefinedIfNotFound(async () => {
      if (!isSigned(before)) {
        const record = await submissions.get(...submissionIds(id));
        const observed = observe(record);
        // It was committed behind the state's back, perhaps by a run that was cut off: which package, the store tells.
        const isNews = known.packageSha256 !== undefined && !isCommitted(before.commitStatus);
        const packageSha256 = isNews
          ? await committedPackage(context, record).catch(undefinedWhenRefused)
          : undefined;
        if (packageSha256 === undefined) return observed;
        const notReported = local.filter((name) => name !== "packageSha256");
        return { ...observed, inputs: { ...observed.inputs, packageSha256 }, notReported };
      }
      const { commitStatus, workflowStatus, ...record } = await submissions.read(...submissionIds(id));
      return observe({
        ...record,
        // A row of a list may leave out what does not change any more.
        commitStatus: commitStatus ?? before.commitStatus,
        workflowStatus: workflowStatus ?? before.workflowStatus,
      });
    });
  },

  async create(context, { productId, name, type, package: path }) {
    const record = await createOrAdopt(context, { productId, name, type });
    const outputs = { ...outputsOf(record), ...(path === undefined ? {} : { isPackageUploaded: false }) };
    return { id: `${productId}/${record.submissionId}`, outputs };
  },

  async list({ devCenter }, { productId, package: path }) {
    const records = await devCenter.submissions.list(productId, refuseUnreadable);
    // Into what was only created, no package of ours has come: one that is committed is another's.
    const open = records.filter(({ commitStatus }) => path === undefined || !isCommitted(commitStatus));
    return open.map((record) => ({
      ...observe(record),
      id: `${productId}/${record.submissionId}`,
      createdAt: record.createdAt,
    }));
  },

  async enumerate({ devCenter }, parent, query) {
    const productId = String(parent.productId);
    const { rows, ...page } = await devCenter.submissions.page(productId, query);
    const found = rows.map((record) => ({
      ...observe(record),
      id: `${productId}/${record.submissionId}`,
      createdAt: record.createdAt,
    }));
    return { found, ...page };
  },

  async complete(context, { id, outputs }, inputs) {
    return inputs.package === undefined ? outputs : finish(context, id, inputs);
  },

  async update(context, change) {
    const { id, olds, news, changed } = change;
    await refuseOtherPackage(context, change);
    if (changed.includes("name")) {
      await context.devCenter.submissions.update(...submissionIds(id), { name: news.name });
    }
    return news.package === undefined ? outputsOf(olds as SubmissionOutputs) : finish(context, id, news);
  },

  async delete({ log }, id) {
    log(
      `Submission ${id} is no longer managed, but stays on Dev Center: the service cannot delete submissions.`,
    );
  },
};
