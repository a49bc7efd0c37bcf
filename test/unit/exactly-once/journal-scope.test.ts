import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { standingClock } from "../../../harness/scripted-service";
import { folderOfEachTest } from "../../../harness/test-folder";
import { resolveSettings } from "../../../provider/api/auth/settings";
import { noJournal } from "../../../provider/exactly-once/journal";
import { openJournalOf } from "../../../provider/exactly-once/journal-scope";

const applicationId = "00000000-0000-4000-8000-000000000001";

describe("the folder of an account and project in a journal", () => {
  const home = process.cwd();
  const directory = folderOfEachTest();
  afterEach(() => process.chdir(home));

  it("is none where no journal is wanted", () => {
    const environment = { DEVCENTER_JOURNAL_DIRECTORY: "none", DEVCENTER_ACCESS_TOKEN: "t" };
    const settings = resolveSettings(() => undefined, environment);
    assert.equal(openJournalOf(settings, standingClock()), noJournal);
  });

  const accounts: [what: string, environment: Record<string, string>, folder: string][] = [
    ["a ready token", { DEVCENTER_ACCESS_TOKEN: "t" }, "f462ad02f7f3cbb0"],
    ["a managed identity", { ARM_USE_MSI: "true", AZURE_CLIENT_ID: "a" }, "f679071332c01a1a"],
    [
      "an application",
      { AZURE_TENANT_ID: "contoso.example", AZURE_CLIENT_ID: applicationId, AZURE_CLIENT_SECRET: "s" },
      "0d6e7f0c4b089ffd",
    ],
  ];
  for (const [what, environment, folder] of accounts) {
    it(`is the same in every version, or a killed run would be lost with an update: ${what}`, function () {
      if (process.platform === "win32") this.skip();
      process.chdir("/");
      const settings = resolveSettings(() => undefined, {
        DEVCENTER_JOURNAL_DIRECTORY: directory(),
        ...environment,
      });
      openJournalOf(settings, standingClock()).begin({ kind: "Product", resource: "urn:a", inputs: {} });
      assert.deepEqual(readdirSync(directory()), [folder]);
    });
  }
});
