import type { FastifyInstance } from "fastify";
import type { Emulation } from "../emulation";
import type { Submission } from "../entities";
import { hardwareRefusal } from "../refusals";
import { progressOf } from "../submission-progress";
import { type BySubmission, existingSubmission } from "./submissions";

function request({ store, clock, pace }: Emulation, submission: Submission): void {
  if (progressOf(submission, pace).minutesSinceDone === undefined) {
    const message = "Submission isn't yet ready to create publisher metadata. Retry after some time.";
    throw hardwareRefusal(400, "requestInvalidForCurrentState", message);
  }
  // Asked for again it does not begin anew.
  const metadataRequestedAt = submission.metadataRequestedAt ?? clock.now().toISOString();
  store.update("submission", submission.id, { metadataRequestedAt });
}

/** The making of a metadata file for a submission that has none, such as a shared one. */
export function addPublisherMetadataRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.post<BySubmission>("/:submissionId/createpublishermetadata", ({ params }, reply) => {
    request(emulation, existingSubmission(emulation, params).submission);
    return reply.status(202).send();
  });
}
