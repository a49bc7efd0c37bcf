import { holdsForAccounts } from "./generated-programs";

describe("generated programs of many accounts", () => holdsForAccounts(200));
