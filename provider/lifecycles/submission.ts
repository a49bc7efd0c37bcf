import { declareNewProduct } from "../api/advice";
import { TransferError } from "../api/errors/transfer-error";
import { measureFile } from "../api/measure-file";
import { refuseUnreadable } from "../api/pages";
import { partnerCenterUrl } from "../api/partner-center";
import type { SubmissionRecord } from "../api/submissions";
import { unlessGone } from "./gone";
import { createOrTakeOver } from "./initial-submission";
import type { Change, Context, Lifecycle, Values } from "./lifecycle";
import { packageFault } from "./package-file";
import { ignoringCase } from "./sameness";
import { decimalId, flag, oneOf, oursAmong, property, text, wholeNumber, working } from "./shape";
import {
  advance,
  type Course,
  type Goal,
  goals,
  isCommitted,
  isSigned,
  packageLink,
  workflowStatusOf,
} from "./submission-progress";
import { limitOfSeen, submissionWarnings } from "./unwise";

/** Checked inputs of a Submission. */
interface SubmissionInputs extends Values {
  readonly productId: string;
  readonly name: string;
  readonly type: string;
  readonly package?: string;
  readonly packageSha256?: string;
  readonly commit?: boolean;
  readonly waitFor?: Goal;
  readonly waitTimeoutMinutes?: number;
}

const properties = {
  productId: property(
    decimalId("the productId of a product in decimal digits, such as 14631253285588838"),
    "replace",
    { required: true },
  ),
  name: property(text(), "update", { required: true }),
  type: property(oneOf(["initial", "derived"]), "replace", { required: true }),
  // Its content is what counts, and stands in packageSha256. An empty path is a mistake, not a package left out.
  package: working({ ...text("the path of a package file (.hlkx, .hckx, .cab)"), isText: false }),
  packageSha256: property(
    text(),
    (olds, news) =>
      isCommitted(olds.commitStatus) && typeof news.packageSha256 === "string" ? "replace" : "update",
    { derived: true, ours: true },
  ),
  commit: property(flag(true), "update", { ours: true }),
  waitFor: property(oneOf(goals, "committed"), "update", { ours: true }),
  waitTimeoutMinutes: working(wholeNumber(1, "minutes")),
} satisfies Lifecycle["properties"];

/** Declarable properties of which the service knows nothing. */
const ourOwn = oursAmong(properties);

type ComputedOfSubmission = Pick<
  SubmissionRecord,
  "commitStatus" | "workflowStatus" | "isExtensionInf" | "isUniversal" | "isDeclarativeInf"
>;

function computedOf(record: ComputedOfSubmission & Partial<Pick<SubmissionRecord, "links">>): Values {
  const { commitStatus, isExtensionInf, isUniversal, isDeclarativeInf } = record;
  const { links = () => ({ errorReport: undefined, downloads: [] }) } = record;
  const workflowStatus = workflowStatusOf({ ...record, links });
  return { commitStatus, workflowStatus, isExtensionInf, isUniversal, isDeclarativeInf };
}

function observe(record: SubmissionRecord) {
  const { productId, name, type } = record;
  return { declarable: { productId, name, type }, untold: ourOwn, computed: computedOf(record) };
}

function idsOf(id: string): [productId: string, submissionId: string] {
  const [productId = "", submissionId = ""] = id.split("/");
  return [productId, submissionId];
}

function courseOf(id: string, inputs: SubmissionInputs): Course {
  const [productId, submissionId] = idsOf(id);
  return {
    productId,
    submissionId,
    package: inputs.package,
    packageSha256: inputs.packageSha256,
    commit: inputs.commit ?? true,
    waitFor: (inputs.waitFor?.toLowerCase() ?? "committed") as Goal,
    waitTimeoutMinutes: inputs.waitTimeoutMinutes ?? 60,
  };
}

async function finish(context: Context, id: string, inputs: SubmissionInputs): Promise<Values> {
  const record = await advance(context, courseOf(id, inputs));
  return { ...computedOf(record), ...(inputs.package === undefined ? {} : { isPackageUploaded: true }) };
}

/** The SHA-256 of the package that was committed, where one of ours has uploaded it and it is still there. */
async function committedPackage(
  { devCenter, signal }: Context,
  record: SubmissionRecord,
): Promise<string | undefined> {
  const link = packageLink(record);
  if (!isCommitted(record.commitStatus) || link === undefined) return undefined;
  return (await devCenter.uploaded(link, signal))?.sha256;
}

/** A store that lets nobody look must not keep a refresh from all else. */
function untoldWhenRefused(error: unknown): undefined {
  if (!(error instanceof TransferError)) throw error;
}

/** State may be behind: a run that was cut off can have committed the package that it says is still to come. */
async function refuseOtherPackage(
  context: Context,
  { id, changed, news }: Change<SubmissionInputs>,
): Promise<void> {
  if (!changed.includes("packageSha256")) return;
  const record = await context.devCenter.submissions.get(...idsOf(id));
  if (!isCommitted(record.commitStatus)) return;
  // What it committed may be this very package.
  if ((await committedPackage(context, record)) === news.packageSha256) return;
  throw new Error(
    "its package has changed, but another one is committed already. Run pulumi refresh, then pulumi preview: it says what can be done.",
  );
}

function isWhereItShouldBe(outputs: Values): boolean {
  if (outputs.commit === false)
    return outputs.isPackageUploaded !== false || isCommitted(outputs.commitStatus);
  const goal = String(outputs.waitFor ?? "committed").toLowerCase();
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
  noun: "submission",
  properties,
  idForm: { pattern: /^[1-9]\d*\/[1-9]\d*$/, example: "14631253285588838/1152921504621465124" },
  address(id) {
    const [productId, submissionId] = idsOf(id);
    return partnerCenterUrl({ productId, submissionId });
  },

  async lookUp({ package: path }) {
    if (typeof path !== "string") return { found: {}, faults: [] };
    const expected = await packageFault(path);
    if (expected !== undefined) return { found: {}, faults: [{ path: ["package"], expected }] };
    return { found: { packageSha256: (await measureFile(path)).sha256 }, faults: [] };
  },

  noted: ["isExtensionInf"],
  warnings: submissionWarnings,
  unfinished: (outputs) => outputs.package !== undefined && !isWhereItShouldBe(outputs),

  impossible(olds, news, changed, seen) {
    const staysInitial = [olds, news].every(({ type }) => ignoringCase(type) === "initial");
    if (!staysInitial || changed.includes("productId") || !changed.includes("packageSha256"))
      return undefined;
    if (!isCommitted(olds.commitStatus) || typeof news.packageSha256 !== "string") return undefined;
    return [
      "its package has changed, but it is committed, and a product has one initial submission only.",
      takesNoDerived(olds) || limitOfSeen(olds.productId, seen) !== undefined
        ? "Put the old package back here."
        : 'Put the old package back here, and declare the new one in a further Submission of type "derived".',
      declareNewProduct,
    ].join(" ");
  },

  async read(context, id, known = {}) {
    const { submissions } = context.devCenter;
    const before = known as ComputedOfSubmission;
    return unlessGone(async () => {
      if (!isSigned(before)) {
        const record = await submissions.get(...idsOf(id));
        const observed = observe(record);
        // It was committed behind the state's back, perhaps by a run that was cut off: which package, the store tells.
        const isNews = known.packageSha256 !== undefined && !isCommitted(before.commitStatus);
        const packageSha256 = isNews
          ? await committedPackage(context, record).catch(untoldWhenRefused)
          : undefined;
        if (packageSha256 === undefined) return observed;
        const untold = ourOwn.filter((name) => name !== "packageSha256");
        return { ...observed, declarable: { ...observed.declarable, packageSha256 }, untold };
      }
      const { commitStatus, workflowStatus, ...record } = await submissions.read(...idsOf(id));
      return observe({
        ...record,
        // A row of a list may leave out what does not change any more.
        commitStatus: commitStatus ?? before.commitStatus,
        workflowStatus: workflowStatus ?? before.workflowStatus,
      });
    });
  },

  async make(context, { productId, name, type, package: path }) {
    const record = await createOrTakeOver(context, { productId, name, type });
    const computed = { ...computedOf(record), ...(path === undefined ? {} : { isPackageUploaded: false }) };
    return { id: `${productId}/${record.submissionId}`, computed };
  },

  async list({ devCenter }, { productId }) {
    const records = await devCenter.submissions.list(productId, refuseUnreadable);
    return records.map((record) => ({
      ...observe(record),
      id: `${productId}/${record.submissionId}`,
      createdAt: record.createdAt,
    }));
  },

  async enumerate({ devCenter }, parent, query) {
    const productId = String(parent.productId);
    const { rows, next } = await devCenter.submissions.page(productId, query);
    const found = rows.map((record) => ({
      ...observe(record),
      id: `${productId}/${record.submissionId}`,
      createdAt: record.createdAt,
    }));
    return { found, next };
  },

  async complete(context, { id, computed }, inputs) {
    return inputs.package === undefined ? computed : finish(context, id, inputs);
  },

  async update(context, change) {
    const { id, olds, news, changed } = change;
    await refuseOtherPackage(context, change);
    if (changed.includes("name")) {
      await context.devCenter.submissions.update(...idsOf(id), { name: news.name });
    }
    return news.package === undefined ? computedOf(olds as ComputedOfSubmission) : finish(context, id, news);
  },

  async delete({ say }, id) {
    say(
      `Submission ${id} is no longer managed, but stays on Dev Center: the service cannot delete submissions.`,
    );
  },
};
