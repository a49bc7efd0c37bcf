import { holdsForAccounts, typeChecksForAccounts } from "./generated-programs";

describe("generated programs of many accounts", () => {
  holdsForAccounts(200);
  typeChecksForAccounts(200);
});
