import { describeEveryRequest } from "./every-request";
import { injectedFaults } from "./injected-faults";

const share = 6;

// What was done and never heard of is what makes things twice. Of the rest each request has its turn with a few: every
// fault comes to many requests, and to every kind; `npm run test:long` tries them all.
describeEveryRequest(
  (fault, { writes }, number) =>
    (writes && fault.name === "lost after") || (injectedFaults.indexOf(fault) + number) % share === 0,
);
