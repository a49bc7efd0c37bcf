/** For our own packages only: the first import of a program, which may run in a Node.js too old for all others. */
export { nodeFault } from "../api/node-version";
