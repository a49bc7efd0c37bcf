import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";
import { type BySubmission, existingSubmission } from "../hardware/lookups";
import { submissionState } from "../hardware/submission-progress";
import type { WorkflowSpeed } from "../hardware/workflow-speed";
import { invalidState } from "../http/refusals";
import type { Submission } from "../store/entities";
import type { Store } from "../store/store";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly workflowSpeed: WorkflowSpeed;
}

function request({ store, clock, workflowSpeed }: Services, submission: Submission): void {
  if (submissionState(submission, workflowSpeed).minutesSinceDone === undefined) {
    throw invalidState("Submission isn't yet ready to create publisher metadata. Retry after some time.");
  }
  // A second request does not restart the creation.
  const metadataRequestedAt = submission.metadataRequestedAt ?? clock.now().toISOString();
  store.update("submission", submission.id, { metadataRequestedAt });
}

/** The making of a metadata file for a submission that has none, such as a shared one. */
export function addPublisherMetadataRoutes(app: FastifyInstance, services: Services): void {
  app.post<BySubmission>("/:submissionId/createpublishermetadata", ({ params }, reply) => {
    request(services, existingSubmission(services.store, params).submission);
    return reply.status(202).send();
  });
}
