import type { RecordedRequest } from "../http/recorder";
import type { SentCallback } from "../reporting/report-callbacks";
import { Control } from "./control";

/** What a test sees of what happened. */
export const recordControls = {
  /** Every request of the API, in order: a live list. */
  requests: new Control(({ requests }): readonly RecordedRequest[] => requests.requests).over(
    "GET /requests",
    {},
    (requests) => requests,
  ),

  /** Every request of the token endpoint, without bodies: a live list. */
  tokenRequests: new Control(({ tokenRequests }): readonly RecordedRequest[] => tokenRequests.requests).over(
    "GET /token-requests",
    {},
    (requests) => requests,
  ),

  /** Every request that followed a link to a package or a file, without bodies: a live list. */
  blobRequests: new Control(({ blobRequests }): readonly RecordedRequest[] => blobRequests.requests).over(
    "GET /blob-requests",
    {},
    (requests) => requests,
  ),

  /** Every notification that the data of a run is ready, in order: a live list. */
  callbacks: new Control(({ callbacks }): readonly SentCallback[] => callbacks.sent).over(
    "GET /callbacks",
    {},
    (callbacks) => callbacks,
  ),
};
