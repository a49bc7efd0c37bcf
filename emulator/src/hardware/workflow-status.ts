import type { Links } from "../blobs/links";
import type { WorkflowStatus } from "../store/entities";

const linkLifetimeMs = 24 * 60 * 60_000;

/** A workflow status as the wire shows it: a failed one comes with a link to the report of its errors. */
export function wireWorkflow(links: Links, container: string, status: WorkflowStatus | null) {
  if (status === null || status.errorReport !== undefined || status.state.toLowerCase() !== "failed") {
    return status;
  }
  return { ...status, errorReport: links.sign({ container, blob: "errorReport" }, "r", linkLifetimeMs) };
}
