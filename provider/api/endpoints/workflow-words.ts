/** What the documentation calls commit statuses, states and steps of workflows, and files of a submission. */
const words = [
  "commitPending commitReceived commitComplete commitFailed",
  "notStarted started inProgress completed failed",
  "packageInfoValidation preparation scanning validation catalogCreation manualReview signing finalizeIngestion",
  "created preProcessShippingLabel finalizePreProcessing publishJobValidation updateGeneration microsoftApproval",
  "publishing finalizePublishing processSharing finalizeSharing",
  "initialPackage derivedPackage signedPackage certificationReport driverMetadata",
];

const spelling = new Map(words.flatMap((line) => line.split(" ")).map((word) => [word.toLowerCase(), word]));

/** The documentation's spelling: the service writes CommitPending here, commitPending there. A new word keeps its own. */
export function documented(word: string): string {
  return spelling.get(word.toLowerCase()) ?? word.charAt(0).toLowerCase() + word.slice(1);
}
