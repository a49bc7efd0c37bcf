import { nodeFault } from "pulumi-devcenter/internal/node-version";
import { exitCodes } from "./exit-codes";

// Imported first: what comes next may not even load in an older Node.js.
const fault = nodeFault("devcenter");
if (fault !== undefined) {
  console.error(fault);
  process.exit(exitCodes.configuration);
}
