import { adoptsAccounts } from "./adopted-accounts";

describe("devcenter import of generated accounts", () => {
  adoptsAccounts(10);
});
