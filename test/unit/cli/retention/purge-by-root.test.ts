import assert from "node:assert/strict";
import { chownSync, statSync } from "node:fs";
import { downloadFolderOfEachTest, filesOf, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";
import { asUser, needsRoot } from "../../../../harness/other-user";
import { replacing } from "../../../../harness/replaced";

const user = 64001;

describe("a purge by root in a user's folder", () => {
  const downloads = downloadFolderOfEachTest();

  it("leaves the manifest to that user, who goes on with it", async function () {
    needsRoot(this);
    for (const file of ["..", "", MANIFEST]) chownSync(downloads.path(file), user, user);
    await asUser(user, async () => {
      await downloads.reopen();
      await downloads.keep(cabNamed("a"));
      await downloads.close();
    });
    downloads.clock.pass(30);
    await downloads.reopen();
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
    await downloads.close();
    const { uid, gid, mode } = statSync(downloads.path(MANIFEST));
    assert.deepEqual([uid, gid, mode & 0o777], [user, user, 0o600]);
    await asUser(user, async () => {
      await downloads.reopen();
      await downloads.keep(cabNamed("b"));
      await downloads.close();
    });
  });

  it("is not asked for where the system knows no root, as Windows does", async () => {
    await downloads.keep(cabNamed("a"));
    await replacing(
      process,
      "geteuid",
      () => undefined,
      () => downloads.reopen(),
    );
    assert.equal(downloads.manifest.rows().length, 1);
  });
});
