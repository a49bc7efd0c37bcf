import { describeEveryRequest } from "./every-request";
import { mishaps } from "./mishaps";

const share = 6;

// What was done and never heard of is what makes things twice. Of the rest each request has its turn with a few: every
// mishap comes to many requests, and to every kind; `npm run test:long` tries them all.
describeEveryRequest(
  (mishap, { writes }, number) =>
    (writes && mishap.name === "lost after") || (mishaps.indexOf(mishap) + number) % share === 0,
);
